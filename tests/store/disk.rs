//! A disk in memory whose power can be cut: what was not flushed is there, not there, or torn.

use std::io;
use std::sync::{Arc, Mutex};

use redb::StorageBackend;

const SECTOR: usize = 512;

/// Repeatable randomness; the seed of a run that fails is in its message.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

#[derive(Clone, Debug)]
enum Pending {
    Write(usize, Vec<u8>),
    Length(usize),
}

#[derive(Debug)]
struct State {
    flushed: Vec<u8>,
    pending: Vec<Pending>,
    /// What the running program sees: flushed and pending together.
    seen: Vec<u8>,
    operations: u64,
    /// The operation at which the power goes.
    cut_at: Option<u64>,
    /// Every so many flushes do nothing and say that they did.
    lies: Option<u64>,
    flushes: u64,
    /// More bytes than this do not fit.
    room: usize,
}

/// Shared, so that the test keeps the platters when the program has lost the disk.
#[derive(Clone, Debug)]
pub struct Disk(Arc<Mutex<State>>);

impl Disk {
    pub fn new() -> Disk {
        Disk::with(Vec::new())
    }

    fn with(flushed: Vec<u8>) -> Disk {
        let seen = flushed.clone();
        Disk(Arc::new(Mutex::new(State {
            flushed,
            pending: Vec::new(),
            seen,
            operations: 0,
            cut_at: None,
            lies: None,
            flushes: 0,
            room: usize::MAX,
        })))
    }

    pub fn cut_after(&self, operations: u64) {
        let mut state = self.0.lock().unwrap();
        state.cut_at = Some(state.operations + operations);
    }

    pub fn lie_every(&self, flushes: u64) {
        self.0.lock().unwrap().lies = Some(flushes);
    }

    pub fn give_room(&self, bytes: usize) {
        self.0.lock().unwrap().room = bytes;
    }

    pub fn length(&self) -> usize {
        self.0.lock().unwrap().seen.len()
    }

    /// The disk as the next start finds it: flushed bytes, and of the others some, in any mixture of sectors.
    pub fn after_power_cut(&self, dice: &mut Dice) -> Disk {
        let state = self.0.lock().unwrap();
        let mut image = state.flushed.clone();
        for pending in &state.pending {
            match pending {
                Pending::Length(length) if dice.below(2) == 0 => image.resize(*length, 0),
                Pending::Length(_) => {}
                Pending::Write(offset, bytes) => match dice.below(3) {
                    0 => {}
                    1 => lay(&mut image, *offset, bytes),
                    _ => {
                        for (i, sector) in bytes.chunks(SECTOR).enumerate() {
                            // Now and then the head stops in the middle of a sector.
                            let kept = if dice.below(20) == 0 { sector.len() / 2 } else { sector.len() };
                            if dice.below(2) == 0 {
                                lay(&mut image, offset + i * SECTOR, &sector[..kept]);
                            }
                        }
                    }
                },
            }
        }
        Disk::with(image)
    }
}

fn lay(image: &mut Vec<u8>, offset: usize, bytes: &[u8]) {
    if image.len() < offset + bytes.len() {
        image.resize(offset + bytes.len(), 0);
    }
    image[offset..offset + bytes.len()].copy_from_slice(bytes);
}

impl State {
    fn step(&mut self) -> io::Result<()> {
        self.operations += 1;
        match self.cut_at {
            Some(at) if self.operations >= at => Err(io::Error::other("the power is gone")),
            _ => Ok(()),
        }
    }
}

impl StorageBackend for Disk {
    fn len(&self) -> io::Result<u64> {
        Ok(self.0.lock().unwrap().seen.len() as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let mut state = self.0.lock().unwrap();
        state.step()?;
        let offset = usize::try_from(offset).unwrap();
        let bytes = state.seen.get(offset..offset + out.len()).ok_or(io::ErrorKind::UnexpectedEof)?;
        out.copy_from_slice(bytes);
        Ok(())
    }

    fn set_len(&self, length: u64) -> io::Result<()> {
        let mut state = self.0.lock().unwrap();
        state.step()?;
        let length = usize::try_from(length).unwrap();
        if length > state.room {
            return Err(io::Error::from_raw_os_error(28));
        }
        state.seen.resize(length, 0);
        state.pending.push(Pending::Length(length));
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        let mut state = self.0.lock().unwrap();
        state.step()?;
        state.flushes += 1;
        if state.lies.is_none_or(|every| !state.flushes.is_multiple_of(every)) {
            state.flushed = state.seen.clone();
            state.pending.clear();
        }
        Ok(())
    }

    fn write(&self, offset: u64, bytes: &[u8]) -> io::Result<()> {
        let mut state = self.0.lock().unwrap();
        state.step()?;
        let offset = usize::try_from(offset).unwrap();
        lay(&mut state.seen, offset, bytes);
        state.pending.push(Pending::Write(offset, bytes.to_vec()));
        Ok(())
    }
}
