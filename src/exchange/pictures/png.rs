//! PNG (ISO/IEC 15948): the chunks that draw are kept, with their sums checked; words, places and programs that
//! others have put beside them are left out, and so is whatever follows the end.

use crate::exchange::pictures::{LOGO_SIDE_MAX, PictureTrouble};

const SIGNATURE: &[u8; 8] = b"\x89PNG\r\n\x1a\n";
/// Head, palette, transparency, how colours are meant, the picture, its end.
const KEPT: [&[u8; 4]; 7] = [b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"sRGB", b"IDAT", b"IEND"];

pub(super) fn clean(bytes: &[u8]) -> Result<Vec<u8>, PictureTrouble> {
    let mut rest = bytes.strip_prefix(SIGNATURE).ok_or(PictureTrouble::Broken)?;
    let mut out = SIGNATURE.to_vec();
    let mut is_first = true;
    loop {
        let chunk = Chunk::read(&mut rest).ok_or(PictureTrouble::Broken)?;
        if is_first != (chunk.kind == b"IHDR") {
            return Err(PictureTrouble::Broken);
        }
        if is_first {
            measure(chunk.data)?;
            is_first = false;
        }
        if KEPT.iter().any(|kept| chunk.kind == *kept) {
            out.extend_from_slice(chunk.whole);
        }
        if chunk.kind == b"IEND" {
            return Ok(out);
        }
    }
}

struct Chunk<'b> {
    kind: &'b [u8],
    data: &'b [u8],
    whole: &'b [u8],
}

impl<'b> Chunk<'b> {
    /// Length, kind, data, sum; `None` when the picture ends too early or the sum does not fit.
    fn read(rest: &mut &'b [u8]) -> Option<Chunk<'b>> {
        let length = usize::try_from(u32::from_be_bytes(rest.get(..4)?.try_into().ok()?)).ok()?;
        let end = length.checked_add(12)?;
        let whole = rest.get(..end)?;
        let (kind, data) = (whole.get(4..8)?, whole.get(8..length + 8)?);
        let sum = u32::from_be_bytes(whole.get(length + 8..)?.try_into().ok()?);
        if checksum(whole.get(4..length + 8)?) != sum {
            return None;
        }
        *rest = rest.get(end..)?;
        Some(Chunk { kind, data, whole })
    }
}

fn measure(head: &[u8]) -> Result<(), PictureTrouble> {
    let side = |from: usize| {
        let bytes = head.get(from..from + 4).and_then(|bytes| bytes.try_into().ok());
        bytes.map(u32::from_be_bytes).ok_or(PictureTrouble::Broken)
    };
    let (width, height) = (side(0)?, side(4)?);
    if width == 0 || height == 0 {
        Err(PictureTrouble::Broken)
    } else if width > LOGO_SIDE_MAX || height > LOGO_SIDE_MAX {
        Err(PictureTrouble::TooManyPixels)
    } else {
        Ok(())
    }
}

/// CRC-32 as the standard's annex D has it, bit by bit: logos are small.
fn checksum(bytes: &[u8]) -> u32 {
    let step = |sum: u32, byte: &u8| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 })
    };
    !bytes.iter().fold(u32::MAX, step)
}
