//! What the walk does again and again, in the words of whatever language the page speaks.

use serde_json::json;

use super::Album;
use super::lexicon::Said;
use crate::trouble::Trouble;

impl Album<'_> {
    /// The page's words.
    pub(super) fn word(&self, said: impl Into<Said>) -> Result<String, Trouble> {
        self.visit.lexicon()?.word(&said.into())
    }

    /// An amount as the page writes it.
    pub(super) fn money(&self, minor: u64) -> Result<String, Trouble> {
        self.visit.lexicon()?.money(minor)
    }

    pub(super) async fn press(&self, said: impl Into<Said>) -> Result<(), Trouble> {
        self.window.press(&self.word(said)?).await
    }

    /// Presses what asks before it does anything.
    pub(super) async fn press_asking(&self, said: impl Into<Said>) -> Result<(), Trouble> {
        self.window.press(&format!("{}…", self.word(said)?)).await
    }

    pub(super) async fn see(&self, said: impl Into<Said>) -> Result<(), Trouble> {
        self.window.see(&self.word(said)?).await
    }

    pub(super) async fn see_no_more(&self, said: impl Into<Said>) -> Result<(), Trouble> {
        self.window.see_no_more(&self.word(said)?).await
    }

    pub(super) async fn write(&self, field: impl Into<Said>, text: &str) -> Result<(), Trouble> {
        self.window.type_into(&self.word(field)?, text).await
    }

    /// Writes an amount as one writes it in this language.
    pub(super) async fn write_amount(&self, amount: &str) -> Result<(), Trouble> {
        let amount = self.visit.language().amount(amount);
        self.write("newLink.amount", &amount).await
    }

    pub(super) async fn choose(
        &self,
        field: impl Into<Said>,
        option: impl Into<Said>,
    ) -> Result<(), Trouble> {
        let (field, option) = (self.word(field)?, self.word(option)?);
        self.window.choose(&field, &option).await
    }

    pub(super) async fn complains(&self, field: impl Into<Said>) -> Result<(), Trouble> {
        self.window.complaint(&self.word(field)?).await.map(drop)
    }

    /// Connects Practice, from Welcome.
    pub(super) async fn try_practice(&self) -> Result<(), Trouble> {
        self.press("welcome.tryButton").await?;
        self.window.screen("new-link").await?;
        let shop = json!(self.word("welcome.practiceName")?);
        self.see_no_more(("connect.connected", [shop])).await
    }

    /// Opens the form and fills it in.
    pub(super) async fn fill_in(
        &self,
        amount: &str,
        what: &str,
        email: &str,
    ) -> Result<(), Trouble> {
        self.window.key("ctrl+n")?;
        self.window.screen("new-link").await?;
        self.write_amount(amount).await?;
        self.write("newLink.description", what).await?;
        self.write("newLink.email", email).await
    }

    /// Presses Enter and waits until it is all done.
    pub(super) async fn is_made(&self, email: &str) -> Result<(), Trouble> {
        self.window.key("Return")?;
        self.window.screen("result").await?;
        match email {
            "" => self.see("result.notEmailed").await,
            email => self.is_emailed(email).await,
        }
    }

    pub(super) async fn is_emailed(&self, email: &str) -> Result<(), Trouble> {
        self.see(("emailStateWords.done", [json!(email)])).await
    }

    /// The address of the link that is shown.
    pub(super) async fn made_link(&self) -> Result<String, Trouble> {
        self.window.value(&self.word("result.link")?).await
    }

    /// Makes the usual link and opens it.
    pub(super) async fn at_a_link(&self) -> Result<(), Trouble> {
        let Self { window, .. } = self;
        self.fill_in("45", super::WHAT, super::JANE).await?;
        self.is_made(super::JANE).await?;
        self.press("result.done").await?;
        window.screen("links").await?;
        // The newest one stands first.
        window.key("Home")?;
        window.key("Return")?;
        window.screen("link").await
    }
}
