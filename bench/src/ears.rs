//! Sockets of which all are measured together.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use futures::{StreamExt, stream};
use salver_tests::{Caller, Ear, PATIENCE, Sound};
use serde::Deserialize;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::timeout;

/// So long nothing may be heard before measuring begins.
const SILENCE: Duration = Duration::from_millis(300);

/// Sockets that are opened at once.
const OPENING: usize = 16;

/// The open sockets, and what they have heard so far.
pub(crate) struct Ears {
    open: Vec<Ear>,
    tell: UnboundedSender<Sound>,
    sounds: UnboundedReceiver<Sound>,
}

/// What of a message tells whether it is awaited.
#[derive(Deserialize)]
pub(crate) struct Said<'a> {
    #[serde(rename = "type")]
    pub(crate) kind: &'a str,
    #[serde(borrow)]
    pub(crate) entity: Option<Entity<'a>>,
}

/// What a message is about.
#[derive(Deserialize)]
pub(crate) struct Entity<'a> {
    pub(crate) id: &'a str,
}

impl Ears {
    /// None yet.
    pub(crate) fn new() -> Self {
        let (tell, sounds) = unbounded_channel();
        Self {
            open: Vec::new(),
            tell,
            sounds,
        }
    }

    /// Opens or closes sockets until so many listen, the socket of a number for who `of` says and
    /// on the topic that it names.
    ///
    /// # Panics
    /// When a handshake is refused.
    pub(crate) async fn set<'a>(
        &mut self,
        listeners: usize,
        of: impl Fn(usize) -> (&'a Caller, &'a str),
    ) {
        self.open.truncate(listeners);
        let missing = self.open.len()..listeners;
        let tell = &self.tell;
        let opening = missing.map(|number| {
            let (caller, topic) = of(number);
            async move { Ear::open(number, caller, &[topic], tell.clone()).await }
        });
        let opened: Vec<_> = stream::iter(opening).buffered(OPENING).collect().await;
        self.open.extend(opened);
    }

    /// When each ear heard first what is awaited. The messages are read once all have come, so
    /// that reading them holds none up.
    ///
    /// # Panics
    /// When some do not hear it.
    pub(crate) async fn arrivals(&mut self, awaited: impl Fn(&Said<'_>) -> bool) -> Vec<Instant> {
        let listeners = self.open.len();
        let mut unread = Vec::new();
        let mut first: BTreeMap<usize, Instant> = BTreeMap::new();
        while first.len() < listeners {
            while unread.len() < listeners - first.len() {
                match timeout(PATIENCE, self.sounds.recv()).await {
                    Ok(Some(sound)) => unread.push(sound),
                    _ => panic!("{} of {listeners} have not heard", listeners - first.len()),
                }
            }
            for sound in unread.drain(..) {
                let said: Said<'_> = serde_json::from_str(sound.text()).unwrap();
                if awaited(&said) {
                    let at = first.entry(sound.ear).or_insert(sound.at);
                    *at = sound.at.min(*at);
                }
            }
        }
        first.into_values().collect()
    }

    /// Waits until nothing is heard any more, and forgets what was.
    pub(crate) async fn silence(&mut self) {
        while timeout(SILENCE, self.sounds.recv()).await.is_ok() {}
    }
}
