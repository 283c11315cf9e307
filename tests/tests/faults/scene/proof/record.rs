//! What must stand on record.

use salver::domain::audit::{Actor, Deed};
use salver_tests::Books;

use super::super::{House, Scene, Write};

impl Scene {
    /// What can be done once only is on record once: with the deed, or neither is.
    pub(super) async fn is_on_record(&self, house: &House, books: &Books) {
        let session = &self.party.session;
        let order = || books.party(session).orders[0].id.to_string();
        let (what, about, times) = match self.write {
            Write::Open => ("table_opened", self.seated(house).await, 1),
            // The witness joined as well; coming back is no second joining.
            Write::Join | Write::Resume => ("guest_joined", session.clone(), 2),
            Write::Close | Write::PutOut => ("session_closed", session.clone(), 1),
            Write::Rename => ("guest_renamed", session.clone(), 1),
            Write::Leave => ("guest_left", session.clone(), 1),
            Write::TakeOrder => ("order_taken", order(), 1),
            Write::HoldCheck => ("check_held", session.clone(), 1),
            Write::ResumeCheck => ("check_resumed", session.clone(), 1),
            // They stand in the order itself.
            Write::MoveOrder => return self.is_step(books, Deed::OrderMoved),
            Write::VoidLine => return self.is_step(books, Deed::LineMoved),
            _ => return,
        };
        let noted = house.on_record(what, Some(&about)).await;
        assert_eq!(noted, times, "{:?} of {about} on record", self.write);
    }

    /// The order says once that it was done, and by whom.
    fn is_step(&self, books: &Books, what: Deed) {
        let order = &books.party(&self.party.session).orders[0];
        let steps = order.steps.iter().filter(|step| step.what == what);
        let by_staff = steps.filter(|step| matches!(step.who, Actor::Staff { .. }));
        assert_eq!(by_staff.count(), 1, "{:?}: {order:?}", self.write);
    }

    /// It is on record once more than before. The branch's version says less: printers are set up
    /// at the same time.
    pub(super) async fn is_noted_more(&self, house: &House, deed: &str) {
        let before = usize::try_from(self.before["noted"].as_u64().unwrap()).unwrap();
        let noted = house.on_record(deed, None).await;
        assert!(noted > before, "{deed}: {noted} after {before}");
    }

    pub(super) async fn is_noted_once_more(&self, house: &House, deed: &str) {
        let before = usize::try_from(self.before["noted"].as_u64().unwrap()).unwrap();
        let noted = house.on_record(deed, None).await;
        assert_eq!(noted, before + 1, "it was changed once");
    }

    /// The draft moved by one version, and by what was asked for.
    pub(super) async fn menu_moved_once(&self, house: &House) {
        let now = house.draft().await;
        let versions = [&now, &self.before].map(|draft| draft["version"].as_u64().unwrap());
        assert_eq!(versions[0], versions[1] + 1, "it was changed once");
        let before = self.before["published_version"].as_u64().unwrap();
        let published = now["published_version"].as_u64().unwrap();
        match self.write {
            Write::PublishMenu => assert!(published > before, "{before} {published}"),
            Write::RollBackMenu => assert_eq!(published, 1),
            Write::ImportMenu => {
                let categories = now["categories"].as_array().unwrap().iter();
                let items = categories.flat_map(|c| c["items"].as_array().unwrap());
                let added = items.filter(|item| item["name"] == self.device.as_str());
                assert_eq!(added.count(), 1);
            }
            _ => {
                let categories = now["categories"].as_array().unwrap().iter();
                let added = categories.filter(|c| c["id"] == self.device.as_str());
                assert_eq!(added.count(), 1);
            }
        }
    }
}
