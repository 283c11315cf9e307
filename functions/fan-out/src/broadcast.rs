//! Records that are told together: the listeners of what belongs to one branch are read once,
//! and its events numbered in one write, whatever their topics; so is what belongs to one party.
//! That makes announcing cheap, and cheaper still when the stream is busy.

use std::collections::BTreeMap;

use crate::parts::Parts;
use futures::future::try_join_all;
use jiff::Timestamp;
use lambda_http::Error;
use salver::domain::topic::{Scope, Topic};
use salver::realtime::announce::{Announcement, MenuNews};
use salver::realtime::event::{Ending, batched};
use salver::realtime::stream::BatchResponse;
use salver::realtime::{Envelope, Event};
use salver::store::Connection;

/// What some records in a row announce.
#[derive(Debug, Default)]
pub struct Broadcast {
    /// Where the first record stands in the stream.
    first: Option<String>,
    events: Vec<Event>,
    endings: Vec<Ending>,
    menus: Vec<MenuNews>,
}

impl Broadcast {
    /// Adds what the record at `place` announces.
    pub fn add(&mut self, place: &str, said: Announcement) {
        self.first.get_or_insert_with(|| place.to_owned());
        for event in said.events {
            self.events.retain(|earlier| !event.covers(earlier));
            self.events.push(event);
        }
        self.endings.extend(said.endings);
        self.menus.extend(said.menus);
    }

    /// Whether connections end by it. Then it is told before what comes next, which may be
    /// about a connection that begins anew.
    pub fn ends_connections(&self) -> bool {
        !self.endings.is_empty()
    }

    /// Sends the events and ends the connections. If that fails, the whole broadcast must come
    /// again.
    pub async fn tell(self, parts: &Parts, now: Timestamp) -> Result<(), BatchResponse> {
        let Some(first) = &self.first else {
            return Ok(());
        };
        let told = self.try_tell(parts, now).await;
        told.map_err(|error| BatchResponse::failed(first, error))
    }

    async fn try_tell(&self, parts: &Parts, now: Timestamp) -> Result<(), Error> {
        let mut scopes = BTreeMap::<Scope, Vec<&Event>>::new();
        let to_parties = to_parties(parts, &self.menus).await?;
        for event in self.events.iter().chain(&to_parties) {
            scopes.entry(event.topic.scope()).or_default().push(event);
        }
        // Each scope on its own and side by side: the kitchen does not wait for the phones.
        let sends = scopes.into_iter();
        try_join_all(sends.map(|(scope, events)| send(parts, scope, events, now))).await?;
        for ending in &self.endings {
            end(parts, ending, now).await?;
        }
        Ok(())
    }
}

/// What each party that sits at a branch hears of its menu. The index may miss a party that sat
/// down this moment; its phones have fetched the menu this moment, too. Of several changes in a
/// row that are told together the last one is enough, which matters when orders count a dish
/// down.
async fn to_parties(parts: &Parts, menus: &[MenuNews]) -> Result<Vec<Event>, Error> {
    let mut events = Vec::new();
    let later = |at: usize, menu: &MenuNews| menus.iter().skip(at + 1).any(|m| m.covers(menu));
    let last = menus.iter().enumerate();
    for (_, menu) in last.filter(|(at, menu)| !later(*at, menu)) {
        let parties = parts.store.open_checks(&menu.branch).await?;
        // A pickup or a delivery has no phones that could listen.
        let parties = parties.iter().filter(|check| check.place.table().is_some());
        events.extend(parties.map(|check| menu.told(Topic::session(&check.id))));
    }
    Ok(events)
}

/// What the listeners of its topic may get of one event.
struct Message<'a> {
    event: &'a Event,
    whole: String,
    /// The number alone: without it, those who may not see it would take it for lost.
    number: String,
}

impl Message<'_> {
    fn to(&self, connection: &Connection) -> &str {
        if self.event.audience.hears(&connection.claims) {
            &self.whole
        } else {
            &self.number
        }
    }
}

/// Tells the events of one scope. Who listens is read first, so that nothing is numbered for
/// nobody: whoever connects after that read fetches the snapshot later still, and has it all.
async fn send(
    parts: &Parts,
    scope: Scope,
    events: Vec<&Event>,
    now: Timestamp,
) -> Result<(), Error> {
    let mut listeners = parts.store.listeners_of(&scope).await?;
    listeners.retain(|one| events.iter().any(|event| one.topics.contains(&event.topic)));
    if listeners.is_empty() {
        return Ok(());
    }
    let all = numbered(parts, &scope, events, now).await?;
    let is_over = |c: &Connection| c.identity_expires_at <= now.as_second();
    let (over, good): (Vec<_>, Vec<_>) = listeners.into_iter().partition(is_over);
    let messages = |connection: &Connection| {
        let heard = all
            .iter()
            .filter(|told| connection.topics.contains(&told.event.topic));
        let own = heard.map(|told| told.to(connection));
        if connection.batches {
            batched(own)
        } else {
            own.map(str::to_owned).collect()
        }
    };
    let push = &parts.push;
    push.broadcast(&parts.store, &good, messages, now).await?;
    if !over.is_empty() {
        push.end(&parts.store, &over, now).await?;
    }
    Ok(())
}

/// The messages of the events, each with its place in its topic's sequence.
async fn numbered<'a>(
    parts: &Parts,
    scope: &Scope,
    events: Vec<&'a Event>,
    now: Timestamp,
) -> Result<Vec<Message<'a>>, Error> {
    let mut counts = BTreeMap::<&Topic, u64>::new();
    for event in &events {
        *counts.entry(&event.topic).or_default() += 1;
    }
    let mut next = parts.store.number_events(scope, &counts, now).await?;
    let mut all = Vec::new();
    for event in events {
        let seq = next
            .get_mut(&event.topic)
            .ok_or("a topic was not numbered")?;
        all.push(Message {
            event,
            whole: Envelope::new(event, *seq, now).to_message()?,
            number: Envelope::number_only(event, *seq, now).to_message()?,
        });
        *seq += 1;
    }
    Ok(all)
}

async fn end(parts: &Parts, ending: &Ending, now: Timestamp) -> Result<(), Error> {
    let mut listeners = parts.store.listeners(ending.topic()).await?;
    listeners.retain(|connection| ending.concerns(&connection.claims));
    parts.push.end(&parts.store, &listeners, now).await?;
    Ok(())
}
