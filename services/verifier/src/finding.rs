//! What a check can find: the first break, by kind and place.

use std::io;

/// How something is broken. The first six are those of the log's own check.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A position is missing.
    Gap,
    /// The event's content is not what its hash says, or the line does not read as an event.
    Leaf,
    /// The event does not follow the one before it.
    Link,
    /// The event's version does not follow its stream's.
    Stream,
    /// The log does not end where the package says.
    Head,
    /// The log does not hold what a signed note says.
    Anchor,
    /// A signature is missing or not by this key.
    Signature,
    /// The package is not what its manifest says.
    Manifest,
}

impl Kind {
    /// A stable name.
    pub fn code(self) -> &'static str {
        match self {
            Kind::Gap => "gap",
            Kind::Leaf => "leaf",
            Kind::Link => "link",
            Kind::Stream => "stream",
            Kind::Head => "head",
            Kind::Anchor => "anchor",
            Kind::Signature => "signature",
            Kind::Manifest => "manifest",
        }
    }
}

/// Where it is broken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Place {
    /// At this position of the log.
    Position(u64),
    /// In this file.
    File(String),
}

/// The first break.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Break {
    /// How.
    pub kind: Kind,
    /// Where.
    pub place: Place,
}

impl Break {
    /// At a position of the log.
    pub fn at(kind: Kind, position: u64) -> Stop {
        Stop::Break(Break { kind, place: Place::Position(position) })
    }

    /// In a file.
    pub fn within(kind: Kind, file: &str) -> Stop {
        Stop::Break(Break { kind, place: Place::File(file.to_owned()) })
    }
}

/// Why a check ended early.
#[derive(Debug)]
pub enum Stop {
    /// Something is broken.
    Break(Break),
    /// The file cannot be read.
    Unread(io::Error),
}

impl Stop {
    /// The break, if it is one.
    pub fn found(&self) -> Option<&Break> {
        match self {
            Stop::Break(found) => Some(found),
            Stop::Unread(_) => None,
        }
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        Stop::Unread(error)
    }
}
