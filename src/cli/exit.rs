//! Exit codes. Scripts and supervisors rely on them: a number never changes its meaning.

use std::process::ExitCode;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    Done,
    /// Something went wrong that has no number of its own, or a rule said no.
    Failed,
    /// Not understood; also a secret that was not given.
    Usage,
    /// Done, and there is something to look at.
    Findings,
    NoData,
    InUse,
    WrongKey,
    NewerData,
    /// The data contradict themselves or cannot be read.
    Damage,
    NoRoom,
    PortTaken,
    /// A file is not what was written: cut off, changed or none of ours.
    FileDamaged,
    NothingToDo,
    /// The system does not let us read or write.
    NotAllowed,
    /// Something is here already that would be overwritten.
    Taken,
    Interrupted,
}

impl Exit {
    pub const ALL: [Exit; 16] = [
        Exit::Done,
        Exit::Failed,
        Exit::Usage,
        Exit::Findings,
        Exit::NoData,
        Exit::InUse,
        Exit::WrongKey,
        Exit::NewerData,
        Exit::Damage,
        Exit::NoRoom,
        Exit::PortTaken,
        Exit::FileDamaged,
        Exit::NothingToDo,
        Exit::NotAllowed,
        Exit::Taken,
        Exit::Interrupted,
    ];

    pub const fn number(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::Failed => 1,
            Exit::Usage => 2,
            Exit::Findings => 3,
            Exit::NoData => 10,
            Exit::InUse => 11,
            Exit::WrongKey => 12,
            Exit::NewerData => 13,
            Exit::Damage => 15,
            Exit::NoRoom => 16,
            Exit::PortTaken => 17,
            Exit::FileDamaged => 18,
            Exit::NothingToDo => 20,
            Exit::NotAllowed => 23,
            Exit::Taken => 24,
            Exit::Interrupted => 130,
        }
    }

    /// A number from another process; one that we do not know is a failure.
    pub fn from_number(number: u8) -> Exit {
        Exit::ALL.into_iter().find(|exit| exit.number() == number).unwrap_or(Exit::Failed)
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit.number())
    }
}
