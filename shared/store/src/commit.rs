//! What belongs together is one `TransactWriteItems` (rule 2), and there is one way to make
//! it (rule 14): parts with names, refusals that come back by name with the item that stood
//! in the way, the audit entry as an argument.

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{
    ConditionCheck, Delete, Put, ReturnValuesOnConditionCheckFailure, TransactWriteItem, Update,
};
use salver_domain::audit::AuditEntry;
use serde::de::DeserializeOwned;

use super::client::Store;
use super::codec::{Item, read_item};
use super::error::StoreError;
use super::expression::Expression;
use super::keys::Key;
use super::retry::Retry;

/// What a part of a commit writes or asks about. A refusal names the part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// A person who signs in.
    Account,
    /// Somebody's word that a colleague may.
    Approval,
    /// The record of a request that was answered.
    Answer,
    /// The entry in the record of who did what.
    Audit,
    /// An issue of a bill.
    Bill,
    /// The counter of a year's bills.
    BillCounter,
    /// A chain, or a branch in its list.
    Brand,
    /// A guest's call.
    Call,
    /// Which cards lie on a branch's tables.
    Cards,
    Cart,
    /// A party's account.
    Check,
    /// That the house is set up.
    Claim,
    /// Where a table's code leads.
    Code,
    /// An open connection.
    Connection,
    /// Who a pickup or a delivery is for.
    Customer,
    /// A brand's menu in the making.
    Draft,
    /// What a customer owes.
    Dues,
    /// An entry of a customer's ledger.
    DuesEntry,
    /// Whose account a telephone number leads to.
    DuesPhone,
    Guest,
    /// A membership by which somebody leads whom the commit is about.
    Leader,
    /// A one-time link of the staff.
    Link,
    /// A connection at one of its topics.
    Listener,
    /// Whom a login leads to.
    Login,
    /// What a person is somewhere.
    Membership,
    /// A published menu.
    Menu,
    /// What a customer is told at their telephone.
    Message,
    Order,
    /// What a branch says otherwise of its brand's menu.
    Overrides,
    /// Money that came for a bill.
    Payment,
    /// A picture of a photo.
    Photo,
    /// Where a branch's floor plan is.
    Plan,
    /// By what a printer shows who it is, and what it said.
    Printer,
    /// What a printer shall print.
    PrintJob,
    /// How a branch works.
    Profile,
    /// Money that was given back of a bill.
    Refund,
    /// What a branch's status screens show, and by which link.
    Screen,
    /// What moves of a check's bills.
    Settlement,
    /// A staff member's sign-in.
    SignIn,
    /// A person in the list of those who work somewhere.
    Staff,
    /// What is to be had at a branch, with the versions of menu and profile.
    Stock,
    Table,
    /// A business day of the till.
    TillDay,
    /// What of one deed counts for its business day.
    TillEntry,
    /// A window in which tries are counted; which of those that the commit counts.
    Window(usize),
}

/// The part of a commit that refused, so that nothing was written.
#[derive(Debug)]
pub(super) struct Refused {
    /// Which one.
    pub(super) part: Part,
    /// Its item as it stands, if there is one.
    pub(super) item: Option<Item>,
}

impl Refused {
    /// The item as its type.
    pub(super) fn read<T: DeserializeOwned>(self) -> Result<Option<T>, StoreError> {
        self.item.map(read_item).transpose()
    }
}

/// How a commit ended: all of it stands, or none of it.
pub(super) type Outcome = Result<(), Refused>;

/// A transaction in the making. When several parts refuse, the one that was added first is
/// named, so what answers for the whole comes first.
#[derive(Debug)]
#[must_use]
pub(super) struct Commit<'a> {
    store: &'a Store,
    parts: Vec<Part>,
    actions: Vec<TransactWriteItem>,
    /// Whether it may be sent as a plain put.
    plainly: bool,
    /// What could not be made into a part.
    fault: Option<StoreError>,
}

const ALL_OLD: ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure::AllOld;

/// Hands an expression's names and values to a builder of the SDK.
macro_rules! fill {
    ($builder:expr, $expression:expr) => {{
        let mut builder = $builder;
        for (placeholder, name) in $expression.names {
            builder = builder.expression_attribute_names(placeholder, name);
        }
        for (placeholder, value) in $expression.values {
            builder = builder.expression_attribute_values(placeholder, value);
        }
        builder
    }};
}

impl<'a> Commit<'a> {
    /// Nothing yet.
    pub(super) fn new(store: &'a Store) -> Self {
        Self {
            store,
            parts: Vec::new(),
            actions: Vec::new(),
            plainly: false,
            fault: None,
        }
    }

    fn add<E: Into<aws_sdk_dynamodb::error::BoxError>>(
        mut self,
        part: Part,
        action: Result<TransactWriteItem, E>,
    ) -> Self {
        match action {
            Ok(action) => {
                self.parts.push(part);
                self.actions.push(action);
            }
            Err(fault) => self.fault = Some(StoreError::Sdk(fault.into())),
        }
        self
    }

    /// Writes a whole item if the condition holds. An item that could not be made fails the
    /// commit before anything is sent.
    pub(super) fn put(
        mut self,
        part: Part,
        item: Result<Item, StoreError>,
        condition: Expression,
    ) -> Self {
        let item = match item {
            Ok(item) => item,
            Err(fault) => {
                self.fault = Some(fault);
                return self;
            }
        };
        let put = Put::builder()
            .table_name(self.store.table())
            .set_item(Some(item))
            .condition_expression(condition.text)
            .return_values_on_condition_check_failure(ALL_OLD);
        let put = fill!(put, condition).build();
        self.add(
            part,
            put.map(|put| TransactWriteItem::builder().put(put).build()),
        )
    }

    /// Changes attributes of an item if `condition` holds, a text that may be empty; `update`
    /// carries the names and values of both.
    pub(super) fn update(self, part: Part, key: &Key, update: Expression, condition: &str) -> Self {
        let action = Update::builder()
            .table_name(self.store.table())
            .set_key(Some(key.attributes()))
            .update_expression(update.text)
            .set_condition_expression(Some(condition.to_owned()).filter(|text| !text.is_empty()))
            .return_values_on_condition_check_failure(ALL_OLD);
        let action = fill!(action, update).build();
        self.add(
            part,
            action.map(|update| TransactWriteItem::builder().update(update).build()),
        )
    }

    /// Removes an item if the condition holds.
    pub(super) fn delete(self, part: Part, key: &Key, condition: Expression) -> Self {
        let delete = Delete::builder()
            .table_name(self.store.table())
            .set_key(Some(key.attributes()))
            .condition_expression(condition.text)
            .return_values_on_condition_check_failure(ALL_OLD);
        let delete = fill!(delete, condition).build();
        self.add(
            part,
            delete.map(|delete| TransactWriteItem::builder().delete(delete).build()),
        )
    }

    /// Only asks whether a condition holds.
    pub(super) fn ask(self, part: Part, key: &Key, condition: Expression) -> Self {
        let check = ConditionCheck::builder()
            .table_name(self.store.table())
            .set_key(Some(key.attributes()))
            .condition_expression(condition.text)
            .return_values_on_condition_check_failure(ALL_OLD);
        let check = fill!(check, condition).build();
        self.add(
            part,
            check.map(|check| TransactWriteItem::builder().condition_check(check).build()),
        )
    }

    /// Takes an entry along into the record of who did what: both stand, or neither
    /// (rule 11). What is nobody's deed has none.
    pub(super) fn record<'e>(self, entry: impl Into<Option<&'e AuditEntry>>) -> Self {
        match entry.into() {
            Some(entry) => self.put(
                Part::Audit,
                super::audit::audit_item(entry),
                Expression::absent(),
            ),
            None => self,
        }
    }

    /// Lets it be sent as a plain put where it is nothing else: half the price of a transaction of
    /// one. Only for items of which two that are alike mean that the same was done, by whoever
    /// wrote them: not for a claim, which only one may have.
    pub(super) fn plainly(mut self) -> Self {
        self.plainly = true;
        self
    }

    /// Sends the commit, in one round trip. When another one is at the same items at that
    /// moment, nothing of ours was written, and it is simply sent again.
    ///
    /// # Errors
    /// When the store fails; then it is not known whether the commit stands.
    pub(super) async fn send(self) -> Result<Outcome, StoreError> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        let Self {
            store,
            parts,
            actions,
            plainly,
            ..
        } = self;
        if plainly
            && let [action] = actions.as_slice()
            && let Some(put) = action.put()
        {
            return put_alone(store, put, &parts).await;
        }
        let mut tries = Retry::USUAL.tries();
        loop {
            let Err(error) = transact(store, actions.clone()).await else {
                return Ok(Ok(()));
            };
            if let Some(refused) = refusal(error, &parts)? {
                return Ok(Err(refused));
            }
            tries.again().await?;
        }
    }

    /// As [`Commit::send`], for callers to whom every refusal means the same: somebody else
    /// was faster.
    ///
    /// # Errors
    /// As [`Commit::send`].
    pub(super) async fn stands(self) -> Result<bool, StoreError> {
        Ok(self.send().await?.is_ok())
    }
}

/// A commit of one put, as the plain write that it is.
async fn put_alone(store: &Store, put: &Put, parts: &[Part]) -> Result<Outcome, StoreError> {
    let request = store.client().put_item().table_name(put.table_name());
    let request = request
        .set_item(Some(put.item().clone()))
        .set_condition_expression(put.condition_expression.clone())
        .set_expression_attribute_names(put.expression_attribute_names.clone())
        .set_expression_attribute_values(put.expression_attribute_values.clone())
        .return_values_on_condition_check_failure(ALL_OLD);
    let mut tries = Retry::USUAL.tries();
    loop {
        let Err(error) = request.clone().send().await else {
            return Ok(Ok(()));
        };
        match error.as_service_error() {
            Some(PutItemError::ConditionalCheckFailedException(failed)) => {
                let item = failed.item().filter(|item| !item.is_empty());
                // The SDK sent it twice, as the first answer was lost: what stands there is
                // ours. A transaction has a token for that.
                if item == Some(put.item()) {
                    return Ok(Ok(()));
                }
                let Some(part) = parts.first().copied() else {
                    return Err(error.into());
                };
                let item = item.cloned();
                return Ok(Err(Refused { part, item }));
            }
            Some(PutItemError::TransactionConflictException(_)) => tries.again().await?,
            _ => return Err(error.into()),
        }
    }
}

type TransactError = SdkError<TransactWriteItemsError>;

#[expect(
    clippy::disallowed_methods,
    reason = "the one place that sends a transaction: everything else goes through Commit"
)]
async fn transact(store: &Store, actions: Vec<TransactWriteItem>) -> Result<(), TransactError> {
    let request = store.client().transact_write_items();
    let sent = request.set_transact_items(Some(actions)).send().await;
    sent.map(drop)
}

/// Why a transaction was cancelled; `None` when others were at the same items. A failed
/// condition outweighs a conflict: it is the answer, a conflict only a delay.
fn refusal(error: TransactError, parts: &[Part]) -> Result<Option<Refused>, StoreError> {
    let reasons = match error.as_service_error() {
        Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) => {
            cancelled.cancellation_reasons()
        }
        _ => return Err(error.into()),
    };
    let coded = |code: &str| reasons.iter().position(|r| r.code() == Some(code));
    if let Some(action) = coded("ConditionalCheckFailed") {
        let item = reasons
            .get(action)
            .and_then(|r| r.item.clone())
            .filter(|i| !i.is_empty());
        // The service answers with a reason for each action.
        let Some(part) = parts.get(action).copied() else {
            return Err(error.into());
        };
        return Ok(Some(Refused { part, item }));
    }
    if coded("TransactionConflict").is_some() {
        return Ok(None);
    }
    if coded("ThrottlingError").is_some() || coded("ProvisionedThroughputExceeded").is_some() {
        return Err(StoreError::Unavailable(error.into()));
    }
    Err(error.into())
}
