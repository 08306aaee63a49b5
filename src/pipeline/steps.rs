//! How long the steps of a pass take, for the log of those who mend it: names of steps and milliseconds, nothing else.

use std::time::Instant;

pub struct Steps(Instant);

impl Steps {
    pub fn start() -> Steps {
        Steps(Instant::now())
    }

    /// The step that ends here.
    pub fn end(&mut self, step: &'static str) {
        let now = Instant::now();
        let ms = now.duration_since(self.0).as_secs_f64() * 1000.0;
        tracing::debug!(step, ms = format_args!("{ms:.1}"), "step done");
        self.0 = now;
    }
}
