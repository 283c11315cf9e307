use super::*;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + seconds).unwrap()
}

fn message() -> Message {
    let settings = MessageSettings {
        via: Via::Sms,
        out_for_delivery: true,
        ..MessageSettings::default()
    };
    let about = About {
        id: "lane_01m".parse().unwrap(),
        check: &"lane_c1".parse().unwrap(),
        settings,
        to: PhoneNumber::try_from("+919845012345".to_owned()).unwrap(),
    };
    let said = Said::OutForDelivery {
        brand: "Saffron Table",
        number: 12,
    };
    Message::new(about, &said, at(0))
}

fn claimed() -> Message {
    message().claimed(at(1)).unwrap()
}

fn with(status: MessageStatus) -> Message {
    Message {
        status,
        claimed_at: Some(at(0)),
        ..message()
    }
}

#[test]
fn nobody_sends_for_a_branch_that_sends_by_hand() {
    let other = message();
    let about = About {
        id: other.id.clone(),
        check: &other.check_id,
        settings: MessageSettings::default(),
        to: other.to.clone(),
    };
    let said = Said::OutForDelivery {
        brand: "Saffron Table",
        number: 12,
    };
    let made = Message::new(about, &said, at(0));
    assert_eq!(made.status, MessageStatus::ByHand);
    assert_eq!((made.due_at(), made.claimed(at(10))), (None, None));
}

#[test]
fn what_is_claimed_is_claimed_by_one() {
    let first = claimed();
    assert_eq!((first.status, first.tries), (MessageStatus::Sending, 1));
    assert_eq!(first.version, 2);
    for later in [1, 30, LEASE_SECONDS, LATE_SECONDS * 2] {
        assert_eq!(first.claimed(at(later)), None, "{later}");
    }
}

#[test]
fn an_answer_that_never_came_is_left_to_a_person() {
    let first = claimed();
    assert_eq!(
        first.as_of(at(LEASE_SECONDS)).status,
        MessageStatus::Sending
    );
    let over = first.as_of(at(LEASE_SECONDS + 1));
    assert_eq!(over.status, MessageStatus::Unconfirmed);
    assert_eq!(over.claimed(at(LEASE_SECONDS + 2)), None);
    assert_eq!(over.due_at(), None);
    let unclear = first.answered(Handed::Unclear("timed out".to_owned()), at(5));
    assert_eq!(unclear.status, MessageStatus::Unconfirmed);
    assert_eq!(unclear.claimed(at(999_999)), None);
    // Whoever lets it be sent again knows what they do.
    let again = unclear.wished(MessageWish::Release, at(600)).unwrap();
    assert_eq!((again.status, again.tries), (MessageStatus::Queued, 0));
    assert!(again.claimed(at(600)).is_some());
}

#[test]
fn what_was_refused_for_the_moment_waits_longer_each_time_and_ends() {
    let mut message = message();
    let (mut now, mut waits) = (0, Vec::new());
    loop {
        let claimed = message.claimed(at(now)).unwrap();
        message = claimed.answered(Handed::Later("429".to_owned()), at(now));
        if message.status != MessageStatus::Queued {
            break;
        }
        let due = message.due_at().unwrap().as_second() - at(0).as_second();
        assert_eq!(message.claimed(at(due - 1)), None);
        waits.push(due - now);
        now = due;
    }
    assert_eq!(waits, [60, 120, 240, 480, 960]);
    assert_eq!(message.status, MessageStatus::Failed);
    assert_eq!(message.trouble.as_deref(), Some("429"));
    assert_eq!(message.tries, MAX_TRIES);
    // All of the tries are over before it would be too late for them.
    assert!(now < LATE_SECONDS);
}

#[test]
fn what_waited_for_an_hour_is_no_news() {
    let message = message();
    assert!(message.claimed(at(LATE_SECONDS - 1)).is_some());
    assert_eq!(message.claimed(at(LATE_SECONDS)), None);
    let late = message.as_of(at(LATE_SECONDS));
    assert_eq!(late.status, MessageStatus::Failed);
    assert_eq!(late.trouble.as_deref(), Some(LATE));
    assert_eq!(late.due_at(), None);
}

#[test]
fn each_answer_ends_where_it_says() {
    for (handed, status, trouble) in [
        (
            Handed::Taken(Some("m-1".to_owned())),
            MessageStatus::Sent,
            None,
        ),
        (
            Handed::Never("opted out".to_owned()),
            MessageStatus::Failed,
            Some("opted out"),
        ),
    ] {
        let answered = claimed().answered(handed, at(2));
        assert_eq!(answered.status, status);
        assert_eq!(answered.trouble.as_deref(), trouble);
        assert_eq!(answered.version, 3);
    }
    let by_hand = message().left_to_a_person();
    assert_eq!(by_hand.status, MessageStatus::ByHand);
}

#[test]
fn a_person_moves_what_nobody_has_in_hand() {
    use MessageStatus::{ByHand, Dismissed, Failed, Queued, Sending, Sent, Unconfirmed};
    for (from, dismiss, release, sent) in [
        (Queued, true, false, true),
        (ByHand, true, false, true),
        (Sending, false, false, false),
        (Sent, false, false, false),
        (Failed, true, true, true),
        (Unconfirmed, true, true, true),
        (Dismissed, false, false, false),
    ] {
        for (wish, may) in [
            (MessageWish::Dismiss, dismiss),
            (MessageWish::Release, release),
            (MessageWish::Sent, sent),
        ] {
            let moved = with(from).wished(wish, at(1));
            assert_eq!(moved.is_ok(), may, "{from:?} {wish:?}");
            if let Ok(moved) = moved {
                assert_eq!(moved.version, 2);
            }
        }
    }
}

#[test]
fn it_is_forgotten_after_three_days() {
    let message = message();
    assert!(message.is_known(at(KEEP_SECONDS - 1)));
    assert!(!message.is_known(at(KEEP_SECONDS)));
}
