mod cdnow;
mod commission;
mod exits;
mod exports;
mod imports;
mod language;
mod program;
mod users;
