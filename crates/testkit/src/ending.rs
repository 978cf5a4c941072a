//! The end of a story, for programs that need its data directory to themselves.

use tempfile::TempDir;

use crate::TestApp;

impl TestApp {
    /// Ends the story and leaves its data directory to other programs.
    pub async fn close(self) -> TempDir {
        let Self {
            app,
            router,
            directory,
            ..
        } = self;
        drop(router);
        app.store.close().await;
        directory
    }
}
