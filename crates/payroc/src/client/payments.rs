//! The calls about payments.

use futures_util::{Stream, TryStreamExt};

use super::Client;
use crate::error::Error;
use crate::ids::{PaymentLinkId, ProcessingTerminalId};
use crate::page::{self, Limits, NotWhole, PAGE_MAX, Page, WalkError};
use crate::payments::{
    BankTransferPayment, BankTransferPaymentFilter, CardPayment, CardPaymentFilter,
    CommonPaymentFilter, PaymentHistory,
};
use crate::transport::{Asks, Call};

impl Client {
    /// Reads one page of card payments (Payroc API: List payments). Payments that cannot be read are left out,
    /// and counted in [`Page::count`].
    ///
    /// # Errors
    /// [`Error`], never with an effect.
    pub async fn list_card_payments(
        &self,
        filter: &CardPaymentFilter,
    ) -> Result<Page<CardPayment>, Error> {
        let hosts = &self.transport.hosts;
        let mut url = hosts.resource(&["payments"]);
        filter.apply(&mut url);
        let call = Call {
            operation: "listPayments",
            url,
            asks: Asks::Read,
        };
        self.transport
            .run(&call)
            .await?
            .decode(|body| Page::read(body, hosts))
    }

    /// Reads one page of bank transfer payments (Payroc API: List bank transfer payments). Payments that cannot
    /// be read are left out, and counted in [`Page::count`].
    ///
    /// # Errors
    /// [`Error`], never with an effect.
    pub async fn list_bank_transfer_payments(
        &self,
        filter: &BankTransferPaymentFilter,
    ) -> Result<Page<BankTransferPayment>, Error> {
        let hosts = &self.transport.hosts;
        let mut url = hosts.resource(&["bank-transfer-payments"]);
        filter.apply(&mut url);
        let call = Call {
            operation: "listBankTransferPayments",
            url,
            asks: Asks::Read,
        };
        self.transport
            .run(&call)
            .await?
            .decode(|body| Page::read(body, hosts))
    }

    /// Reads every payment through a link, by card and by bank transfer, as one list, newest first. The limits
    /// hold for each of the gateway's two lists; what they cut off is told in [`PaymentHistory::not_whole`].
    ///
    /// # Errors
    /// [`Error`] if either list could not be had: half a history would look like less money.
    pub async fn payment_history(
        &self,
        terminal: &ProcessingTerminalId,
        link: &PaymentLinkId,
        limits: Limits,
    ) -> Result<PaymentHistory, Error> {
        let common = CommonPaymentFilter {
            payment_link_id: Some(link.clone()),
            ..CommonPaymentFilter::default()
        };
        let cards = CardPaymentFilter {
            limit: Some(PAGE_MAX),
            processing_terminal_id: Some(terminal.clone()),
            common: common.clone(),
            ..CardPaymentFilter::default()
        };
        let transfers = BankTransferPaymentFilter {
            limit: Some(PAGE_MAX),
            common,
            ..BankTransferPaymentFilter::of(terminal.clone())
        };
        let (cards, transfers) = tokio::try_join!(
            whole(self.card_payments(&cards, limits)),
            whole(self.bank_transfer_payments(&transfers, limits)),
        )?;
        Ok(PaymentHistory::merge(cards, transfers))
    }

    /// Reads card payments page after page, as they are asked for. An error is the last thing given; a list
    /// that ends without one is whole.
    ///
    /// # Errors
    /// [`WalkError::Call`] if a page could not be had, [`WalkError::NotWhole`] if the list ended early.
    pub fn card_payments(
        &self,
        filter: &CardPaymentFilter,
        limits: Limits,
    ) -> impl Stream<Item = Result<CardPayment, WalkError>> + Send + use<> {
        let (client, filter) = (self.clone(), filter.clone());
        page::walk(filter.cursor.clone(), limits, move |cursor| {
            let client = client.clone();
            let filter = CardPaymentFilter {
                cursor,
                ..filter.clone()
            };
            async move { client.list_card_payments(&filter).await }
        })
    }

    /// Reads bank transfer payments page after page, as they are asked for. An error is the last thing given; a
    /// list that ends without one is whole.
    ///
    /// # Errors
    /// [`WalkError::Call`] if a page could not be had, [`WalkError::NotWhole`] if the list ended early.
    pub fn bank_transfer_payments(
        &self,
        filter: &BankTransferPaymentFilter,
        limits: Limits,
    ) -> impl Stream<Item = Result<BankTransferPayment, WalkError>> + Send + use<> {
        let (client, filter) = (self.clone(), filter.clone());
        page::walk(filter.cursor.clone(), limits, move |cursor| {
            let client = client.clone();
            let filter = BankTransferPaymentFilter {
                cursor,
                ..filter.clone()
            };
            async move { client.list_bank_transfer_payments(&filter).await }
        })
    }
}

/// Reads a list as far as it goes; fails only where a page could not be had.
async fn whole<T>(
    list: impl Stream<Item = Result<T, WalkError>>,
) -> Result<(Vec<T>, Option<NotWhole>), Error> {
    let mut list = std::pin::pin!(list);
    let mut items = Vec::new();
    loop {
        match list.try_next().await {
            Ok(Some(item)) => items.push(item),
            Ok(None) => return Ok((items, None)),
            Err(WalkError::NotWhole(why)) => return Ok((items, Some(why))),
            Err(WalkError::Call(error)) => return Err(error),
        }
    }
}
