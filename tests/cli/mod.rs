mod cdnow;
mod commission;
mod exits;
mod exports;
mod imports;
mod program;
mod users;
