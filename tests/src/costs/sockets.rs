//! Who watches an evening: a phone, the kitchen's tablet and the floor's.

use salver::domain::topic::Topic;
use serde_json::{Value, json};

use super::Meter;
use super::house::House;
use crate::client::Caller;
use crate::party::{Party, Phone};
use crate::socket::{Socket, ticket};
use crate::{PATIENCE, until};

/// The pages that are open.
pub(super) struct Viewers {
    phone: Socket,
    kitchen: Socket,
    floor: Socket,
}

impl Viewers {
    /// Opens the pages, each with the topics that it shows.
    pub(super) async fn open(meter: &mut Meter<'_>, house: &House<'_>, phone: &Phone) -> Self {
        let branch = &house.stack.branch;
        let (kitchen, floor) = (
            format!("branch:{branch}:kitchen"),
            format!("branch:{branch}:floor"),
        );
        let staff = &house.manager.caller;
        Self {
            phone: meter.connect("a phone", &phone.caller, None).await,
            kitchen: meter.connect("the kitchen", staff, Some(&[&kitchen])).await,
            floor: meter.connect("the floor", staff, Some(&[&floor])).await,
        }
    }

    /// Asks whether something was missed, and closes every page; the party leaves.
    pub(super) async fn leave(mut self, meter: &mut Meter<'_>, house: &House<'_>, party: &Party) {
        let nothing = json!({});
        meter
            .count("$default, a heartbeat", self.phone.ping(&nothing))
            .await;
        let proxy = meter.proxy;
        let closing = async {
            let closed = house.manager.close(party).await;
            assert_eq!(self.phone.ends().await, 4401);
            // The gateway tells of the end; what it says is known already.
            until("the phone's end is told of", || {
                proxy.has_heard_of("ws-disconnect")
            })
            .await;
            closed
        };
        let closed = meter.count("closeSession", closing).await;
        closed.expect_status(200);
        let kitchen = self.kitchen;
        meter
            .count("$disconnect, the kitchen", forgotten(house, kitchen))
            .await;
        forgotten(house, self.floor).await;
    }
}

/// A page is closed, and its connection forgotten: the person's topic comes last.
async fn forgotten(house: &House<'_>, page: Socket) {
    let staff = &house.manager.id;
    let topic = Topic::staff(staff);
    let store = house.stack.store();
    let listeners = async || store.listeners(&topic).await.unwrap().len();
    let before = listeners().await;
    page.close().await;
    let wait = async {
        while listeners().await == before {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(PATIENCE, wait).await.unwrap();
}

impl Meter<'_> {
    async fn connect(&mut self, who: &str, caller: &Caller, topics: Option<&[&str]>) -> Socket {
        let asking = ticket(caller, topics);
        let ticket = self.count(&format!("createTicket, {who}"), asking).await;
        let ticket: Value = ticket.expect_status(201);
        let url = ticket["url"].as_str().unwrap();
        let opening = Socket::try_open(caller, url, Some(caller.origin()));
        let opened = self.count(&format!("$connect, {who}"), opening).await;
        opened.unwrap()
    }
}
