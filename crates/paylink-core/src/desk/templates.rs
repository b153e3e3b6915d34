//! Templates: what a new link may start from, under a name.

use uuid::Uuid;

use super::Desk;
use crate::database::templates::{self, NotKept};
use crate::draft;
use crate::fault::{Complaint, Fault, FaultCode, Field, FieldComplaint};
use crate::view::{SaveTemplate, TemplateView};

/// The most templates of a profile.
const TEMPLATES_MAX: u32 = 50;

impl Desk {
    /// The templates of a profile, by name.
    pub async fn list_templates(&self, profile: Uuid) -> Result<Vec<TemplateView>, Fault> {
        self.inner
            .read(move |transaction| templates::all(transaction, profile))
            .await
    }

    /// Keeps a template; one of the same id is replaced. Gives all of the profile once it is on the disk.
    pub async fn save_template(&self, request: SaveTemplate) -> Result<Vec<TemplateView>, Fault> {
        let template = draft::check_template(&request).map_err(Fault::check_fields)?;
        let inner = &self.inner;
        let (profile, now) = (inner.profile(request.profile_id).await?.id, inner.now());
        let kept = inner
            .transact(move |transaction| {
                let kept = templates::keep(transaction, profile, &template, TEMPLATES_MAX, now)?;
                let all = templates::all(transaction, profile)?;
                Ok(kept.map(|()| all))
            })
            .await?;
        kept.map_err(|why| match why {
            NotKept::NameTaken => at_the_name(Complaint::Duplicate, None),
            NotKept::TooMany => at_the_name(Complaint::TooMany, Some(TEMPLATES_MAX)),
            NotKept::NotOurs => Fault::nothing_done(FaultCode::NotPossibleAnyMore),
        })
    }

    /// Removes a template and gives those that are left.
    pub async fn remove_template(
        &self,
        profile: Uuid,
        id: Uuid,
    ) -> Result<Vec<TemplateView>, Fault> {
        self.inner
            .transact(move |transaction| {
                templates::remove(transaction, profile, id)?;
                templates::all(transaction, profile)
            })
            .await
    }
}

fn at_the_name(complaint: Complaint, limit: Option<u32>) -> Fault {
    let complaint = FieldComplaint {
        limit,
        ..FieldComplaint::new(Field::TemplateName, complaint)
    };
    Fault::check_fields(vec![complaint])
}
