//! Evidence coming in: received by anybody, examined by the machine, followed with a receipt.

mod examine;
mod files;
mod incoming;
mod receipt;
mod receive;

pub use examine::examine;
pub(crate) use examine::{EXAMINE, let_out, store_derivative};
pub use files::{FileUse, OpenFile, open_file};
pub use incoming::IncomingFile;
pub use receipt::{Receipt, Standing, change_consent, find_receipt, standing, withdraw};
pub use receive::{Received, ReceivedFile, Submission, receive};
