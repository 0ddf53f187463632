//! The bytes of a large file as UTF-8, piece by piece, with a limit on everything and the number of the line.

use std::io::{self, BufRead, Read};

use crate::exchange::bank::BankFault;
use crate::exchange::bank::encoding::{Encoding, Rest, decode};
use crate::exchange::bank::limits::{EVENT_BYTES_MAX, FILE_BYTES_MAX};

const PIECE: usize = 64 * 1024;

pub(super) struct Source<'r> {
    input: &'r mut dyn Read,
    encoding: Encoding,
    rest: Rest,
    raw: Vec<u8>,
    out: Vec<u8>,
    at: usize,
    total: u64,
    /// Bytes given out since the reader of XML was told something.
    since_event: usize,
    lines: u64,
    ended: bool,
    /// Why reading failed, if it was us who refused.
    fault: Option<BankFault>,
}

impl<'r> Source<'r> {
    /// `head` was read already, without its mark.
    pub(super) fn new(encoding: Encoding, head: &[u8], input: &'r mut dyn Read) -> Result<Source<'r>, BankFault> {
        let (mut out, mut rest) = (Vec::new(), Rest::default());
        decode(encoding, head, &mut rest, &mut out)?;
        Ok(Source {
            input,
            encoding,
            rest,
            raw: vec![0; PIECE],
            out,
            at: 0,
            total: u64::try_from(head.len()).unwrap_or(u64::MAX),
            since_event: 0,
            lines: 0,
            ended: false,
            fault: None,
        })
    }

    /// A new tag or text may be as long as any.
    pub(super) fn next_event(&mut self) {
        self.since_event = 0;
    }

    /// The line at which the reader stands.
    pub(super) const fn line(&self) -> u64 {
        self.lines + 1
    }

    /// Why an error came from here: a limit, or an end where none should be.
    pub(super) fn fault(&mut self) -> Option<BankFault> {
        self.fault.take().or(self.ended.then_some(BankFault::CutOff))
    }

    fn refuse(&mut self, fault: BankFault) -> io::Error {
        self.fault = Some(fault);
        io::Error::other("refused")
    }

    fn fill(&mut self) -> io::Result<()> {
        while self.at >= self.out.len() && !self.ended {
            let count = match self.input.read(&mut self.raw) {
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(_) => return Err(self.refuse(BankFault::Unreadable)),
            };
            self.total = self.total.saturating_add(u64::try_from(count).unwrap_or(u64::MAX));
            if self.total > FILE_BYTES_MAX {
                return Err(self.refuse(BankFault::TooLarge { megabytes: FILE_BYTES_MAX / 1024 / 1024 }));
            }
            if count == 0 {
                self.ended = true;
                if self.rest.is_open() {
                    return Err(self.refuse(BankFault::CutOff));
                }
            }
            self.at = 0;
            self.out.clear();
            let piece = self.raw.get(..count).unwrap_or_default();
            if let Err(fault) = decode(self.encoding, piece, &mut self.rest, &mut self.out) {
                return Err(self.refuse(fault));
            }
        }
        Ok(())
    }
}

impl BufRead for Source<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.since_event > EVENT_BYTES_MAX {
            return Err(self.refuse(BankFault::TooLong));
        }
        self.fill()?;
        Ok(self.out.get(self.at..).unwrap_or_default())
    }

    fn consume(&mut self, count: usize) {
        let taken = self.out.get(self.at..).and_then(|left| left.get(..count)).unwrap_or_default();
        let ends = taken.iter().map(|byte| u64::from(*byte == b'\n')).sum::<u64>();
        self.lines += ends;
        self.since_event += count;
        self.at += count;
    }
}

impl Read for Source<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let left = self.fill_buf()?;
        let count = left.len().min(into.len());
        if let (Some(from), Some(to)) = (left.get(..count), into.get_mut(..count)) {
            to.copy_from_slice(from);
        }
        self.consume(count);
        Ok(count)
    }
}
