//! Patience with slow clients, and its end. A poor network is waited for; a client that holds a
//! connection and moves next to nothing is not.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time::{Instant, Sleep, sleep},
};

/// How slow a client may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// The head of a request must be complete within this time; an idle connection ends after it.
    pub head: Duration,
    /// Out of each span of this length spent waiting for a body, something must have come.
    pub body: Span,
    /// Likewise for an answer that the client reads.
    pub answer: Span,
}

/// The least that must move while we wait this long. Time spent on our own work does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Waiting time.
    pub length: Duration,
    /// Bytes.
    pub least_bytes: u64,
}

impl Default for Patience {
    /// Half a minute for a head; 128 B/s for what is sent, 64 B/s for what is read, on average over
    /// three quarters of a minute and a minute. Two kilobytes a second is a poor line and passes.
    fn default() -> Self {
        let span = |seconds, per_second| Span {
            length: Duration::from_secs(seconds),
            least_bytes: seconds * per_second,
        };
        Self {
            head: Duration::from_secs(25),
            body: span(45, 128),
            answer: span(60, 64),
        }
    }
}

/// Too little has moved for too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooSlow;

/// What moved while we waited, within one span. Knows no clock.
#[derive(Debug)]
struct Tally {
    span: Span,
    waited: Duration,
    moved: u64,
}

impl Tally {
    fn new(span: Span) -> Self {
        Self {
            span,
            waited: Duration::ZERO,
            moved: 0,
        }
    }

    /// Waiting time until the end of the span.
    fn left(&self) -> Duration {
        self.span.length.saturating_sub(self.waited)
    }

    /// Counts a wait and what it brought. At the end of a span it is judged, and the next one begins
    /// anew.
    fn add(&mut self, waited: Duration, bytes: u64) -> Result<(), TooSlow> {
        if self.waited.is_zero() && waited.is_zero() {
            // A span begins with its first wait: what moved before it earns nothing.
            return Ok(());
        }
        self.moved += bytes;
        self.waited += waited;
        if self.waited < self.span.length {
            return Ok(());
        }
        let enough = self.moved >= self.span.least_bytes;
        (self.waited, self.moved) = (Duration::ZERO, 0);
        if enough { Ok(()) } else { Err(TooSlow) }
    }
}

/// Measures how long we wait for the other side, and gives up in time.
pub(crate) struct Pace {
    tally: Tally,
    waiting_since: Option<Instant>,
    alarm: Pin<Box<Sleep>>,
}

impl Pace {
    pub(crate) fn new(span: Span) -> Self {
        Self {
            tally: Tally::new(span),
            waiting_since: None,
            alarm: Box::pin(sleep(span.length)),
        }
    }

    /// Something moved: the wait is over.
    pub(crate) fn moved(&mut self, bytes: u64) -> Result<(), TooSlow> {
        let since = self.waiting_since.take();
        let waited = since.map_or(Duration::ZERO, |since| since.elapsed());
        self.tally.add(waited, bytes)
    }

    /// Nothing moves just now. Ready when we have waited long enough for too little.
    pub(crate) fn waiting(&mut self, cx: &mut Context<'_>) -> Poll<TooSlow> {
        loop {
            if self.waiting_since.is_none() {
                let now = Instant::now();
                self.waiting_since = Some(now);
                self.alarm.as_mut().reset(now + self.tally.left());
            }
            if self.alarm.as_mut().poll(cx).is_pending() {
                return Poll::Pending;
            }
            if self.moved(0).is_err() {
                return Poll::Ready(TooSlow);
            }
        }
    }
}

/// A connection whose other side must read what we write to it.
pub(crate) struct Patient<S> {
    stream: S,
    pace: Pace,
}

impl<S> Patient<S> {
    pub(crate) fn new(stream: S, span: Span) -> Self {
        let pace = Pace::new(span);
        Self { stream, pace }
    }

    fn paced(
        &mut self,
        cx: &mut Context<'_>,
        written: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        let too_slow = || io::Error::from(io::ErrorKind::TimedOut);
        match written {
            Poll::Ready(Ok(bytes)) => Poll::Ready(match self.pace.moved(bytes as u64) {
                Ok(()) => Ok(bytes),
                Err(TooSlow) => Err(too_slow()),
            }),
            Poll::Ready(failed) => Poll::Ready(failed),
            Poll::Pending => self.pace.waiting(cx).map(|TooSlow| Err(too_slow())),
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Patient<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patient<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.paced(cx, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, parts);
        self.paced(cx, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPAN: Span = Span {
        length: Duration::from_secs(10),
        least_bytes: 100,
    };

    /// Waits as [`Pace::waiting`] does, waking at the end of each span.
    fn wait(tally: &mut Tally, mut time: Duration, bytes: u64) -> Result<(), TooSlow> {
        while time >= tally.left() {
            let left = tally.left();
            time -= left;
            tally.add(left, 0)?;
        }
        tally.add(time, bytes)
    }

    /// Bytes that come at intervals: after how many the tally gives up, if it does.
    fn given_up_after(every_s: u64, bytes: u64, times: u32) -> Option<u32> {
        let mut tally = Tally::new(SPAN);
        (1..=times).find(|_| wait(&mut tally, Duration::from_secs(every_s), bytes).is_err())
    }

    #[test]
    fn one_byte_a_second_is_given_up_at_the_end_of_the_first_span() {
        assert_eq!(given_up_after(1, 1, 100), Some(10));
    }

    #[test]
    fn a_slow_and_steady_sender_is_waited_for() {
        assert_eq!(given_up_after(1, 20, 1_000), None);
        assert_eq!(given_up_after(9, 100, 100), None, "in bursts");
    }

    #[test]
    fn silence_is_given_up_after_a_good_beginning() {
        let mut tally = Tally::new(SPAN);
        tally.add(Duration::ZERO, 1_000_000).expect("at once");
        assert_eq!(wait(&mut tally, SPAN.length, 0), Err(TooSlow));
    }
}
