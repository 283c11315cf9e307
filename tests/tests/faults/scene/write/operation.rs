//! What each write is called: its function, its operation, what stands on record of it.

use super::Write;

impl Write {
    /// The function that does it.
    pub(crate) fn function(self) -> &'static str {
        match self {
            Self::Open
            | Self::ChangeParty
            | Self::RotatePin
            | Self::Close
            | Self::Book
            | Self::Free => "run-floor",
            Self::Ask | Self::Join | Self::WrongPin | Self::Resume | Self::Rename | Self::Leave => {
                "join-session"
            }
            Self::PutLine | Self::RemoveLine | Self::ClearCart => "edit-cart",
            Self::Order => "place-order",
            Self::OpenCheck
            | Self::TakeOrder
            | Self::SaveLine
            | Self::DropSaved
            | Self::HoldCheck
            | Self::ResumeCheck
            | Self::MoveCheck
            | Self::MoveMessage => "take-order",
            Self::BillCheck
            | Self::PayBill
            | Self::PayOnAccount
            | Self::SettleDues
            | Self::ChangeDues
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
            | Self::Approve => "settle-bill",
            Self::Call | Self::AskToPay | Self::TakeBackPayment | Self::MoveCall => "call-waiter",
            Self::MoveOrder | Self::VoidLine => "update-status",
            Self::SetUp | Self::OfferOwnerReset => "set-up",
            Self::SignIn
            | Self::Refresh
            | Self::SignOut
            | Self::LookUpLink
            | Self::JoinTeam
            | Self::JoinWithAccount
            | Self::ResetPassword => "sign-in",
            Self::Invite
            | Self::Withdraw
            | Self::ChangeMember
            | Self::PartWith
            | Self::OfferReset => "manage-team",
            Self::Forbid => "analytics",
            Self::ChangeBranch
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
            | Self::Recode
            | Self::MakeTables
            | Self::ChangeTable
            | Self::RenameSection
            | Self::RemoveTable => "manage-branch",
            Self::EditMenu | Self::PutMenuRules | Self::PublishMenu | Self::RollBackMenu => {
                "manage-menu"
            }
            Self::ImportMenu => "import-menu",
            Self::UploadPhoto => "manage-photos",
            Self::MarkStock | Self::PauseOrdering => "manage-stock",
            Self::PutPrinter
            | Self::RemovePrinter
            | Self::IssueSecret
            | Self::TestPrinter
            | Self::MovePrintJob
            | Self::Reprint
            | Self::PollStar
            | Self::ConfirmToStar
            | Self::AskEpson => "print-jobs",
            Self::Ticket => "realtime-ticket",
            Self::Connect => "ws-connect",
            Self::Overstay => "ws-message",
            Self::HangUp => "ws-disconnect",
            Self::Count => "follow-up",
            Self::Announce | Self::PutOut => "fan-out",
        }
    }

    /// The lane of the rounds that it waits in. Both functions that write a menu's draft share
    /// one: two drafts that move at once cannot be told apart.
    pub(crate) fn lane(self) -> &'static str {
        match self {
            Self::ImportMenu => Self::EditMenu.function(),
            other => other.function(),
        }
    }

    /// How it stands on record, where that is how it is counted.
    pub(crate) fn deed(self) -> &'static str {
        match self {
            Self::MarkStock => "stock_changed",
            Self::PauseOrdering => "ordering_changed",
            _ => "",
        }
    }

    /// Its name in `docs/openapi.json`, when it is an operation that writes.
    pub(crate) fn operation(self) -> Option<&'static str> {
        Some(match self {
            Self::Open => "openTable",
            Self::ChangeParty => "changeParty",
            Self::RotatePin => "rotatePin",
            Self::Close => "closeSession",
            Self::Book | Self::Free => "moveTable",
            Self::Ask => "askForTable",
            Self::Join | Self::WrongPin => "joinSession",
            Self::Resume => "resumeSession",
            Self::Rename => "renameGuest",
            Self::Leave => "leaveSession",
            Self::PutLine => "putCartLine",
            Self::RemoveLine => "removeCartLine",
            Self::ClearCart => "clearCart",
            Self::Order => "placeOrder",
            Self::OpenCheck => "openCheck",
            Self::TakeOrder => "takeOrder",
            Self::SaveLine => "putSavedLine",
            Self::DropSaved => "removeSavedLine",
            Self::HoldCheck => "holdCheck",
            Self::ResumeCheck => "resumeCheck",
            Self::MoveCheck => "moveCheck",
            Self::BillCheck => "billCheck",
            Self::PayBill | Self::PayOnAccount => "payBill",
            Self::SettleDues | Self::PayOut => "settleDues",
            Self::ChangeDues => "changeDues",
            Self::CheckOut => "checkOut",
            Self::RefundBill | Self::KeepCredit => "refundBill",
            Self::VoidBill => "voidBill",
            Self::PrintBill => "printBill",
            Self::SendBill => "sendBill",
            Self::MoveMessage => "moveMessage",
            Self::OpenDay => "openDay",
            Self::MoveCash => "moveCash",
            Self::PrintDay => "printDay",
            Self::CloseDay => "closeDay",
            Self::Approve => "approve",
            Self::Call => "callWaiter",
            Self::AskToPay => "askToPay",
            Self::TakeBackPayment => "takeBackPayment",
            Self::MoveCall => "moveCall",
            Self::MoveOrder => "moveOrder",
            Self::VoidLine => "moveLine",
            Self::SetUp => "setUp",
            Self::SignIn => "signIn",
            Self::Refresh => "refreshSignIn",
            Self::SignOut => "signOut",
            Self::Invite => "invite",
            Self::LookUpLink => "lookUpLink",
            Self::JoinTeam => "acceptInvitation",
            Self::JoinWithAccount => "joinWithAccount",
            Self::Withdraw => "withdrawInvitation",
            Self::ChangeMember => "changeMember",
            Self::PartWith => "partWithMember",
            Self::OfferReset => "offerReset",
            Self::OfferOwnerReset => "offerOwnerReset",
            Self::ResetPassword => "resetPassword",
            Self::ChangeBranch => "changeBranch",
            Self::PutTaxes => "putTaxes",
            Self::ChangeScreen => "changeStatusScreen",
            Self::MakeStatusLink => "makeStatusLink",
            Self::RemoveStatusLink => "removeStatusLink",
            Self::PutLooks => "putLooks",
            Self::PutSite => "putSite",
            Self::RenameBrand => "renameBrand",
            Self::ConfirmCards => "confirmCards",
            Self::MakeBranch => "makeBranch",
            Self::ChangeOwnMenu | Self::ChangeStations => "changeOwnMenu",
            Self::EditMenu => "editDraft",
            Self::ImportMenu => "importMenu",
            Self::UploadPhoto => "uploadPhoto",
            Self::PutMenuRules => "putMenuRules",
            Self::PublishMenu => "publishMenu",
            Self::RollBackMenu => "rollBackMenu",
            Self::MarkStock => "setStock",
            Self::PauseOrdering => "setOrdering",
            Self::Recode => "reissueCode",
            Self::MakeTables => "makeTables",
            Self::ChangeTable => "changeTable",
            Self::RenameSection => "renameSection",
            Self::RemoveTable => "removeTable",
            Self::PutPrinter => "putPrinter",
            Self::RemovePrinter => "removePrinter",
            Self::IssueSecret => "issuePrinterSecret",
            Self::TestPrinter => "testPrinter",
            Self::MovePrintJob => "movePrintJob",
            Self::Reprint => "reprint",
            Self::PollStar => "pollStar",
            Self::ConfirmToStar => "confirmToStar",
            Self::AskEpson => "askEpson",
            Self::Ticket => "createTicket",
            // A read that is refused, and what is no operation.
            Self::Forbid
            | Self::Connect
            | Self::Overstay
            | Self::HangUp
            | Self::Count
            | Self::Announce
            | Self::PutOut => return None,
        })
    }
}
