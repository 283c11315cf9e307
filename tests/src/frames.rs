//! Messages of a server on a WebSocket's wire, so that one can be sent again.

/// Reads what comes from a server: the answer to the handshake, then frames (RFC 6455, 5.2;
/// a server's are not masked).
#[derive(Debug, Default)]
pub(crate) struct Frames {
    /// What came and is no whole frame yet.
    rest: Vec<u8>,
    is_open: bool,
}

impl Frames {
    /// Takes what came next and gives what is to be passed on: whole frames, and those
    /// texts twice of which `twice` says so.
    pub(crate) fn pass(&mut self, bytes: &[u8], mut twice: impl FnMut(&[u8]) -> bool) -> Vec<u8> {
        self.rest.extend_from_slice(bytes);
        let mut passed = Vec::new();
        if !self.is_open {
            let end = self.rest.windows(4).position(|four| four == b"\r\n\r\n");
            let Some(end) = end else { return passed };
            passed.extend(self.rest.drain(..end + 4));
            self.is_open = true;
        }
        while let Some((head, whole)) = sizes(&self.rest)
            && self.rest.len() >= whole
        {
            let frame: Vec<u8> = self.rest.drain(..whole).collect();
            passed.extend_from_slice(&frame);
            // A text that is not in parts.
            if frame[0] == 0x81 && twice(&frame[head..]) {
                passed.extend_from_slice(&frame);
            }
        }
        passed
    }
}

/// How long the head of the first frame is, and all of it; `None` while that is not known.
fn sizes(bytes: &[u8]) -> Option<(usize, usize)> {
    let (head, size) = match bytes.get(1)? & 0x7f {
        126 => {
            let size = bytes.get(2..4)?.try_into().ok()?;
            (4, usize::from(u16::from_be_bytes(size)))
        }
        127 => {
            let size = bytes.get(2..10)?.try_into().ok()?;
            (10, usize::try_from(u64::from_be_bytes(size)).ok()?)
        }
        size => (2, usize::from(size)),
    };
    Some((head, head + size))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(size: usize, letter: u8) -> Vec<u8> {
        let mut frame = vec![0x81];
        match size {
            0..126 => frame.push(u8::try_from(size).unwrap()),
            126..65_536 => {
                frame.push(126);
                frame.extend(u16::try_from(size).unwrap().to_be_bytes());
            }
            _ => {
                frame.push(127);
                frame.extend(u64::try_from(size).unwrap().to_be_bytes());
            }
        }
        frame.extend(std::iter::repeat_n(letter, size));
        frame
    }

    #[test]
    fn whatever_the_pieces_texts_come_whole_and_those_that_shall_come_twice() {
        let head = b"HTTP/1.1 101 Switching Protocols\r\n\r\n".to_vec();
        let ping = vec![0x89, 1, b'b'];
        let frames = [
            text(5, b'a'),
            text(126, b'b'),
            ping,
            text(70_000, b'b'),
            text(0, b'b'),
        ];
        let sent = [vec![head.clone()], frames.to_vec()].concat().concat();
        let [a, b, ping, long, empty] = frames;
        let wanted = [head, a, b.clone(), b, ping, long.clone(), long, empty].concat();
        for size in [1, 7, 4_096, sent.len()] {
            let mut frames = Frames::default();
            let pieces = sent.chunks(size);
            let pieces = pieces.map(|piece| frames.pass(piece, |text| text.first() == Some(&b'b')));
            let passed: Vec<u8> = pieces.flatten().collect();
            assert!(passed == wanted, "in pieces of {size}");
        }
    }
}
