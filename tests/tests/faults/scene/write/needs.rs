//! What each write is answered, and what must be there before it.

use super::Write;

impl Write {
    /// The answer that says: done.
    pub(crate) fn done(self) -> u16 {
        match self {
            Self::Open
            | Self::Join
            | Self::Order
            | Self::OpenCheck
            | Self::TakeOrder
            | Self::BillCheck
            | Self::PayBill
            | Self::PayOnAccount
            | Self::SettleDues
            | Self::KeepCredit
            | Self::PayOut
            | Self::CheckOut
            | Self::RefundBill
            | Self::VoidBill
            | Self::PrintBill
            | Self::SendBill
            | Self::OpenDay
            | Self::MoveCash
            | Self::PrintDay
            | Self::CloseDay
            | Self::Approve
            | Self::Call
            | Self::AskToPay
            | Self::EditMenu
            | Self::UploadPhoto
            | Self::PublishMenu
            | Self::Recode
            | Self::MakeTables
            | Self::MakeBranch
            | Self::TestPrinter
            | Self::Reprint
            | Self::SetUp
            | Self::Invite
            | Self::OfferReset
            | Self::OfferOwnerReset
            | Self::Ticket
            | Self::Count
            | Self::Announce => 201,
            Self::Leave
            | Self::Ask
            | Self::SignOut
            | Self::Withdraw
            | Self::ChangeMember
            | Self::PartWith
            | Self::TakeBackPayment
            | Self::RemoveTable => 204,
            Self::WrongPin | Self::Forbid => 403,
            _ => 200,
        }
    }

    /// The answer to a repetition of what was done already, where that is a refusal: what is
    /// asked for can be done once only, and has been.
    pub(crate) fn done_before(self) -> Option<(u16, &'static str)> {
        match self {
            Self::Open => Some((409, "table_not_free")),
            Self::Close => Some((409, "session_closed")),
            Self::Book | Self::Free | Self::MoveCall | Self::MoveOrder | Self::VoidLine => {
                Some((409, "illegal_transition"))
            }
            Self::MovePrintJob | Self::MoveMessage => Some((409, "illegal_transition")),
            Self::PublishMenu => Some((409, "version_conflict")),
            Self::RemoveTable => Some((404, "not_found")),
            Self::Leave => Some((401, "unauthenticated")),
            Self::SetUp => Some((409, "already_set_up")),
            Self::JoinTeam | Self::JoinWithAccount | Self::ResetPassword => {
                Some((409, "link_used"))
            }
            Self::PartWith => Some((404, "not_found")),
            _ => None,
        }
    }

    /// Whether it is nothing to any party: it needs a phone, a person or a free table.
    pub(crate) fn is_apart(self) -> bool {
        matches!(
            self,
            Self::Open
                | Self::OpenCheck
                | Self::MoveCheck
                | Self::Approve
                | Self::OpenDay
                | Self::MoveCash
                | Self::PrintDay
                | Self::CloseDay
                | Self::Book
                | Self::Free
                | Self::Ask
                | Self::PutPrinter
                | Self::RemovePrinter
                | Self::IssueSecret
                | Self::TestPrinter
                | Self::MovePrintJob
                | Self::Reprint
                | Self::PollStar
                | Self::ConfirmToStar
                | Self::AskEpson
                | Self::Recode
                | Self::MakeTables
                | Self::ChangeTable
                | Self::RenameSection
                | Self::RemoveTable
                | Self::SetUp
                | Self::SignIn
                | Self::Refresh
                | Self::SignOut
                | Self::Invite
                | Self::LookUpLink
                | Self::JoinTeam
                | Self::JoinWithAccount
                | Self::Withdraw
                | Self::ChangeMember
                | Self::PartWith
                | Self::OfferReset
                | Self::OfferOwnerReset
                | Self::ResetPassword
                | Self::Forbid
                | Self::ChangeBranch
                | Self::PutTaxes
                | Self::ChangeScreen
                | Self::MakeStatusLink
                | Self::RemoveStatusLink
                | Self::PutLooks
                | Self::PutSite
                | Self::RenameBrand
                | Self::ConfirmCards
                | Self::MakeBranch
                | Self::ChangeOwnMenu
                | Self::ChangeStations
                | Self::EditMenu
                | Self::ImportMenu
                | Self::UploadPhoto
                | Self::PutMenuRules
                | Self::PublishMenu
                | Self::RollBackMenu
                | Self::MarkStock
                | Self::PauseOrdering
                | Self::Ticket
                | Self::Connect
        )
    }

    /// Whether an order comes of it.
    pub(crate) fn orders(self) -> bool {
        matches!(self, Self::Order | Self::Count | Self::Announce)
    }

    /// Whether the scene begins with something in the cart.
    pub(crate) fn needs_cart(self) -> bool {
        self.orders() || self.needs_order() || matches!(self, Self::RemoveLine | Self::ClearCart)
    }

    /// Whether the scene begins with an order.
    pub(crate) fn needs_order(self) -> bool {
        let ordered = [
            Self::MoveOrder,
            Self::VoidLine,
            Self::AskToPay,
            Self::TakeBackPayment,
        ];
        ordered.contains(&self) || self.needs_bill() || self.bills()
    }

    /// Whether a bill comes of it.
    fn bills(self) -> bool {
        matches!(self, Self::BillCheck | Self::CheckOut)
    }

    /// Whether the scene begins with a bill.
    pub(crate) fn needs_bill(self) -> bool {
        matches!(
            self,
            Self::PayBill
                | Self::RefundBill
                | Self::VoidBill
                | Self::PrintBill
                | Self::SendBill
                | Self::MoveMessage
        ) || self.is_owed()
            || self.is_credit()
    }

    /// Whether the bill is on a customer's account then.
    pub(crate) fn is_owed(self) -> bool {
        matches!(
            self,
            Self::PayOnAccount | Self::SettleDues | Self::ChangeDues
        )
    }

    /// Whether more was paid for the bill than it is, which is on a customer's account then.
    pub(crate) fn is_credit(self) -> bool {
        matches!(self, Self::KeepCredit | Self::PayOut)
    }

    /// Whether the scene begins with a connection.
    pub(crate) fn needs_socket(self) -> bool {
        matches!(
            self,
            Self::Overstay | Self::HangUp | Self::Announce | Self::PutOut
        )
    }
}
