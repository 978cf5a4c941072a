//! Evidence coming in: received by anybody, examined by the machine, followed with a receipt.

mod add;
mod examine;
mod files;
mod incoming;
mod receipt;
mod receive;
mod say;
mod scan;
mod unkept;

pub use add::{Addition, add_evidence};
pub use examine::examine;
pub(crate) use examine::{EXAMINE, let_out, store_derivative};
pub use files::{FOUND, FileUse, OpenFile, open_file};
pub use incoming::IncomingFile;
pub use receipt::{
    Receipt, Said, Speech, Standing, change_consent, find_receipt, standing, withdraw,
};
pub use receive::{Received, ReceivedFile, Submission, receive};
pub use say::{add_note, reply};
pub(crate) use scan::{SCAN, scan};
pub use unkept::UnkeptFile;
