//! How a write is tried, and how clients repeat it.

use reqwest::header::HeaderMap;
use salver_tests::{Answer, Socket, ticket};
use serde_json::Value;

use super::{House, Scene, Write};

impl Scene {
    /// One try, as a page makes it.
    pub(crate) async fn send(&self, house: &House) -> Answer {
        match self.write {
            Write::Connect => self.connect().await,
            write if write.follows() => self.follow(house).await,
            write => Answer::to(self.request(house, write)).await,
        }
    }

    /// Opens a socket. The first try has its ticket already, each other one takes a new one.
    async fn connect(&self) -> Answer {
        let caller = &self.phone.caller;
        let first = self.ticket.lock().unwrap().take();
        let path = match first {
            Some(path) => path,
            None => {
                let ticket = ticket(caller, None).await;
                if ticket.status != 201 {
                    return ticket;
                }
                ticket.body["url"].as_str().unwrap().to_owned()
            }
        };
        match Socket::try_open(caller, &path, Some(caller.origin())).await {
            Ok(mut socket) => {
                assert!(socket.is_alive().await);
                plain(200)
            }
            Err(status) => plain(status),
        }
    }

    /// Tries again until an answer says what is.
    ///
    /// # Panics
    /// When none does.
    pub(crate) async fn settle(&self, house: &House) -> Answer {
        for _ in 0..100 {
            let answer = self.send(house).await;
            // A ticket whose use was not heard of is gone; the next try brings a new one.
            let again = self.write == Write::Connect && answer.status == 401;
            if answer.status < 500 && !again {
                return answer;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        panic!("{:?} stays broken", self.write);
    }
}

/// What has a status and no body that a page could read.
pub(super) fn plain(status: u16) -> Answer {
    Answer {
        status,
        headers: HeaderMap::new(),
        body: Value::Null,
        text: String::new(),
    }
}
