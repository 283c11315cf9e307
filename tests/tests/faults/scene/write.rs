//! Everything that writes.

/// By what somebody does, and by what follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Write {
    Open,
    ChangeParty,
    RotatePin,
    Close,
    Book,
    Free,
    Ask,
    Join,
    WrongPin,
    Resume,
    Rename,
    Leave,
    PutLine,
    RemoveLine,
    ClearCart,
    Order,
    /// Staff open a pickup.
    OpenCheck,
    /// Staff send what is saved and more.
    TakeOrder,
    SaveLine,
    DropSaved,
    HoldCheck,
    ResumeCheck,
    /// Somebody brings a delivery.
    MoveCheck,
    BillCheck,
    PayBill,
    /// It is put on the account of somebody new.
    PayOnAccount,
    SettleDues,
    ChangeDues,
    /// All of it is billed and paid, and the party goes.
    CheckOut,
    RefundBill,
    VoidBill,
    PrintBill,
    /// Somebody says with how much cash the day begins.
    OpenDay,
    MoveCash,
    CloseDay,
    /// A manager approves what a waiter does.
    Approve,
    Call,
    /// A guest says how they will pay.
    AskToPay,
    TakeBackPayment,
    MoveCall,
    MoveOrder,
    VoidLine,
    SetUp,
    SignIn,
    Refresh,
    SignOut,
    Invite,
    LookUpLink,
    JoinTeam,
    JoinWithAccount,
    Withdraw,
    ChangeMember,
    PartWith,
    OfferReset,
    OfferOwnerReset,
    ResetPassword,
    Forbid,
    ChangeBranch,
    PutTaxes,
    ChangeScreen,
    MakeStatusLink,
    RemoveStatusLink,
    PutLooks,
    PutSite,
    RenameBrand,
    ConfirmCards,
    MakeBranch,
    ChangeOwnMenu,
    /// A branch makes a dish at a station of its own.
    ChangeStations,
    EditMenu,
    ImportMenu,
    UploadPhoto,
    PutMenuRules,
    PublishMenu,
    RollBackMenu,
    MarkStock,
    PauseOrdering,
    Recode,
    MakeTables,
    ChangeTable,
    RenameSection,
    RemoveTable,
    PutPrinter,
    RemovePrinter,
    IssueSecret,
    TestPrinter,
    MovePrintJob,
    Reprint,
    /// A printer says how it is.
    PollStar,
    ConfirmToStar,
    /// A printer says how its job went.
    AskEpson,
    Ticket,
    Connect,
    /// A connection says something whose identity is over.
    Overstay,
    /// A connection ends.
    HangUp,
    /// An order gets into the figures.
    Count,
    /// An order gets to the screens.
    Announce,
    /// A session's connections end with it.
    PutOut,
}

impl Write {
    /// What is asked for and answered.
    pub(crate) const ASKED: [Self; 91] = [
        Self::Open,
        Self::ChangeParty,
        Self::RotatePin,
        Self::Close,
        Self::Book,
        Self::Free,
        Self::Ask,
        Self::Join,
        Self::WrongPin,
        Self::Resume,
        Self::Rename,
        Self::Leave,
        Self::PutLine,
        Self::RemoveLine,
        Self::ClearCart,
        Self::Order,
        Self::OpenCheck,
        Self::TakeOrder,
        Self::SaveLine,
        Self::DropSaved,
        Self::HoldCheck,
        Self::ResumeCheck,
        Self::MoveCheck,
        Self::BillCheck,
        Self::PayBill,
        Self::PayOnAccount,
        Self::SettleDues,
        Self::ChangeDues,
        Self::CheckOut,
        Self::RefundBill,
        Self::VoidBill,
        Self::PrintBill,
        Self::OpenDay,
        Self::MoveCash,
        Self::Approve,
        Self::Call,
        Self::AskToPay,
        Self::TakeBackPayment,
        Self::MoveCall,
        Self::MoveOrder,
        Self::VoidLine,
        Self::SetUp,
        Self::SignIn,
        Self::Refresh,
        Self::SignOut,
        Self::Invite,
        Self::LookUpLink,
        Self::JoinTeam,
        Self::JoinWithAccount,
        Self::Withdraw,
        Self::ChangeMember,
        Self::PartWith,
        Self::OfferReset,
        Self::OfferOwnerReset,
        Self::ResetPassword,
        Self::Forbid,
        Self::ChangeBranch,
        Self::PutTaxes,
        Self::ChangeScreen,
        Self::MakeStatusLink,
        Self::RemoveStatusLink,
        Self::PutLooks,
        Self::PutSite,
        Self::RenameBrand,
        Self::ConfirmCards,
        Self::MakeBranch,
        Self::ChangeOwnMenu,
        Self::ChangeStations,
        Self::EditMenu,
        Self::ImportMenu,
        Self::UploadPhoto,
        Self::PutMenuRules,
        Self::PublishMenu,
        Self::RollBackMenu,
        Self::MarkStock,
        Self::Recode,
        Self::MakeTables,
        Self::ChangeTable,
        Self::RenameSection,
        Self::RemoveTable,
        Self::PutPrinter,
        Self::RemovePrinter,
        Self::IssueSecret,
        Self::TestPrinter,
        Self::MovePrintJob,
        Self::Reprint,
        Self::PollStar,
        Self::ConfirmToStar,
        Self::AskEpson,
        Self::Ticket,
        Self::Connect,
    ];

    /// What is asked for while nobody else does anything: no order and no money goes through
    /// beside it.
    pub(crate) const ALONE: [Self; 2] = [Self::PauseOrdering, Self::CloseDay];

    /// What follows, and is tried again by whoever set it off: nobody waits for an answer.
    /// Whatever happens is announced, and whoever is put out hangs up, so not all of them can
    /// be watched at once.
    pub(crate) const FOLLOWING: [&[Self]; 2] = [
        &[Self::HangUp, Self::Count],
        &[Self::Overstay, Self::Announce, Self::PutOut],
    ];

    /// Whether nobody asks for it.
    pub(crate) fn follows(self) -> bool {
        Self::FOLLOWING.iter().any(|writes| writes.contains(&self))
    }

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
            | Self::MoveCheck => "take-order",
            Self::BillCheck
            | Self::PayBill
            | Self::PayOnAccount
            | Self::SettleDues
            | Self::ChangeDues
            | Self::CheckOut
            | Self::RefundBill
            | Self::VoidBill
            | Self::PrintBill
            | Self::OpenDay
            | Self::MoveCash
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
            Self::SettleDues => "settleDues",
            Self::ChangeDues => "changeDues",
            Self::CheckOut => "checkOut",
            Self::RefundBill => "refundBill",
            Self::VoidBill => "voidBill",
            Self::PrintBill => "printBill",
            Self::OpenDay => "openDay",
            Self::MoveCash => "moveCash",
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
            | Self::CheckOut
            | Self::RefundBill
            | Self::VoidBill
            | Self::PrintBill
            | Self::OpenDay
            | Self::MoveCash
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
            Self::MovePrintJob => Some((409, "illegal_transition")),
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
            Self::PayBill | Self::RefundBill | Self::VoidBill | Self::PrintBill
        ) || self.is_owed()
    }

    /// Whether the bill is on a customer's account then.
    pub(crate) fn is_owed(self) -> bool {
        matches!(
            self,
            Self::PayOnAccount | Self::SettleDues | Self::ChangeDues
        )
    }

    /// Whether the scene begins with a connection.
    pub(crate) fn needs_socket(self) -> bool {
        matches!(
            self,
            Self::Overstay | Self::HangUp | Self::Announce | Self::PutOut
        )
    }
}
