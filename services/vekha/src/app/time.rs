//! What time it is, for whom.

use super::{App, AppError};
use chrono::{DateTime, Utc};

impl App {
    /// Now, as every copy of the program on this database has it: by the server's clock, where there is a server. Whoever has what until when
    /// is told by it, for the clocks of two machines may differ by minutes.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn agreed_now(&self) -> Result<DateTime<Utc>, AppError> {
        if self.inner.clock.is_manual() {
            return Ok(self.now());
        }
        let there = self.inner.log.servers_now().await.map_err(|e| AppError::broken("ask the server's clock", &e))?;
        Ok(there.unwrap_or_else(|| self.now()))
    }
}
