//! The archive of a package. Every field of it has one value and every file is weighed packed and unpacked, so that a verifier can
//! account for each byte: what programs of archives usually leave to taste, times and attributes, is fixed.

use flate2::{Compression, Crc, write::DeflateEncoder};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::{
    io::{self, Write},
    pin::Pin,
    task::{Context, Poll},
};
use tokio::io::AsyncWrite;
use vekha_event_log::Hash;

/// Version 2.0 of the format; names are UTF-8.
const VERSION_AND_FLAGS: [u8; 4] = [20, 0, 0, 8];
/// 1 January 1980, midnight.
const TIME_AND_DATE: [u8; 4] = [0, 0, 0x21, 0];

/// A file of a package, as its manifest lists it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub(super) struct Listed {
    name: String,
    size: u64,
    sha256: Hash,
    packed: Hash,
}

/// A file on its way into the archive: packed and weighed as it comes.
pub(super) struct Packing {
    to: DeflateEncoder<Vec<u8>>,
    sum: Sha256,
    crc: Crc,
    size: u64,
}

impl Packing {
    pub(super) fn new() -> Packing {
        let to = DeflateEncoder::new(Vec::new(), Compression::default());
        Packing { to, sum: Sha256::new(), crc: Crc::new(), size: 0 }
    }

    fn take(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.sum.update(bytes);
        self.crc.update(bytes);
        self.size += bytes.len() as u64;
        self.to.write_all(bytes)
    }
}

impl AsyncWrite for Packing {
    fn poll_write(mut self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Poll::Ready(self.take(bytes).map(|()| bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

/// The archive so far.
#[derive(Default)]
pub(super) struct Archive {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    many: u16,
    /// What is in it, in its order.
    pub(super) listed: Vec<Listed>,
}

impl Archive {
    /// Adds a file, packed.
    pub(super) fn add(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let mut packing = Packing::new();
        packing.take(bytes)?;
        self.add_packed(name, packing)
    }

    /// Adds a file that was packed as it came.
    pub(super) fn add_packed(&mut self, name: &str, packing: Packing) -> io::Result<()> {
        let (packed, sum, crc, size) = (packing.to.finish()?, packing.sum, packing.crc.sum(), packing.size);
        let packed_sum = Hash(Sha256::digest(&packed).into());
        self.listed.push(Listed {
            name: name.to_owned(),
            size,
            sha256: Hash(sum.finalize().into()),
            packed: packed_sum,
        });
        self.entry(name, &packed, true, crc, size)
    }

    /// Adds a file as it is, weighed by nobody: the manifest and its note.
    pub(super) fn store(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let mut crc = Crc::new();
        crc.update(bytes);
        self.entry(name, bytes, false, crc.sum(), bytes.len() as u64)
    }

    fn entry(&mut self, name: &str, packed: &[u8], deflated: bool, crc: u32, size: u64) -> io::Result<()> {
        let method = [if deflated { 8 } else { 0 }, 0];
        let sums = [crc, short(packed.len())?, short(size)?].map(u32::to_le_bytes).concat();
        let length = u16::try_from(name.len()).map_err(|_| too_large())?.to_le_bytes();
        let offset = short(self.bytes.len())?.to_le_bytes();
        let same: [&[u8]; 5] = [&VERSION_AND_FLAGS, &method, &TIME_AND_DATE, &sums, &length];
        let same = same.concat();
        // Made by version 2.0; no extra field, no comment, first disk, no attributes.
        let central: [&[u8]; 6] = [b"PK\x01\x02", &[20, 0], &same, &[0; 12], &offset, name.as_bytes()];
        self.directory.extend(central.concat());
        let local: [&[u8]; 5] = [b"PK\x03\x04", &same, &[0; 2], name.as_bytes(), packed];
        self.bytes.extend(local.concat());
        self.many = self.many.checked_add(1).ok_or_else(too_large)?;
        Ok(())
    }

    /// The archive, whole.
    pub(super) fn finish(mut self) -> io::Result<Vec<u8>> {
        let (size, offset) = (short(self.directory.len())?, short(self.bytes.len())?);
        let many = self.many.to_le_bytes();
        let end: [&[u8]; 7] =
            [b"PK\x05\x06", &[0; 4], &many, &many, &size.to_le_bytes(), &offset.to_le_bytes(), &[0; 2]];
        self.bytes.append(&mut self.directory);
        self.bytes.extend(end.concat());
        Ok(self.bytes)
    }
}

fn short(length: impl TryInto<u32>) -> io::Result<u32> {
    length.try_into().map_err(|_| too_large())
}

fn too_large() -> io::Error {
    io::Error::other("a package holds at most 4 GiB")
}
