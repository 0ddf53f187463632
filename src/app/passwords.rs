//! Judging passwords: outside every transaction, on threads that may block, two at a time.

use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::business::access::password;
use crate::store::Fault;

/// Each judging takes 19 MiB and a core; more at once would only make everybody wait.
const AT_ONCE: usize = 2;

pub struct PasswordWork {
    places: Semaphore,
}

impl Default for PasswordWork {
    fn default() -> Self {
        PasswordWork { places: Semaphore::new(AT_ONCE) }
    }
}

impl PasswordWork {
    /// Is it the password that is kept in this form? An empty form takes as long and fits nothing.
    pub async fn fits(&self, typed: String, kept: String) -> Result<bool, Fault> {
        self.work(move || password::fits(&typed, &kept)).await
    }

    /// The form in which a password is kept; the salt is random.
    pub async fn keep(&self, chosen: String, salt: [u8; 16]) -> Result<String, Fault> {
        self.work(move || password::keep(&chosen, &salt)).await
    }

    async fn work<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Fault> {
        let broken = |error: &dyn std::fmt::Display| Fault::new(error.to_string()).about("judging a password");
        let _place = self.places.acquire().await.map_err(|error| broken(&error))?;
        spawn_blocking(work).await.map_err(|error| broken(&error))
    }
}
