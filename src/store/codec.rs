//! Values as bytes: a version byte first, then postcard, and this packed by LZ4 for shapes that are long and repeat
//! themselves. Trailing bytes are a fault, never ignored.

use std::borrow::Cow;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A shape that is kept on disk. Its version goes up when fields change, and `upgrade` reads the old ones.
pub trait Stored: Serialize + DeserializeOwned {
    const VERSION: u8;
    /// Whether the bytes behind the version are packed: their length (little-endian, 4 bytes), then an LZ4 block. An
    /// older version never is.
    const PACKED: bool = false;

    /// Reads the bytes of an older version (without the version byte).
    fn upgrade(_version: u8, _bytes: &[u8]) -> Option<Self> {
        None
    }
}

/// A packed value that says it is longer is a broken one; room for it is not even asked for.
const UNPACKED_MAX: usize = 64 * 1024 * 1024;

/// Room for the bytes of most packed values, so that they do not move while they become more.
const PACKED_USUALLY: usize = 32 * 1024;

pub fn encode<V: Stored>(value: &V) -> Result<Vec<u8>, String> {
    let into = |bytes: Vec<u8>| postcard::serialize_with_flavor(value, Bytes(bytes)).map_err(|error| error.to_string());
    if !V::PACKED {
        return into(vec![V::VERSION]);
    }
    let plain = into(Vec::with_capacity(PACKED_USUALLY))?;
    let length = u32::try_from(plain.len()).ok().filter(|_| plain.len() <= UNPACKED_MAX);
    let length = length.ok_or_else(|| format!("{} bytes are too many for one value", plain.len()))?;
    let block = lz4_flex::block::compress(&plain);
    let mut bytes = Vec::with_capacity(5 + block.len());
    bytes.push(V::VERSION);
    bytes.extend_from_slice(&length.to_le_bytes());
    bytes.extend_from_slice(&block);
    Ok(bytes)
}

fn unpack(body: &[u8]) -> Result<Vec<u8>, String> {
    let (length, block) = body.split_first_chunk::<4>().ok_or("a packed value without its length")?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok().filter(|length| *length <= UNPACKED_MAX);
    let length = length.ok_or("a packed value that is too long")?;
    let plain = lz4_flex::block::decompress(block, length).map_err(|error| error.to_string())?;
    if plain.len() == length { Ok(plain) } else { Err(format!("{} bytes instead of {length}", plain.len())) }
}

/// Bytes behind those that are there already. What the library has for that takes one byte after the other.
struct Bytes(Vec<u8>);

impl postcard::ser_flavors::Flavor for Bytes {
    type Output = Vec<u8>;

    fn try_extend(&mut self, data: &[u8]) -> postcard::Result<()> {
        // Most are numbers of one to three bytes, for which a loop is quicker than a copy.
        match data.len() {
            0..=4 => data.iter().for_each(|byte| self.0.push(*byte)),
            _ => self.0.extend_from_slice(data),
        }
        Ok(())
    }

    fn try_push(&mut self, data: u8) -> postcard::Result<()> {
        self.0.push(data);
        Ok(())
    }

    fn finalize(self) -> postcard::Result<Vec<u8>> {
        Ok(self.0)
    }
}

pub fn decode<V: Stored>(bytes: &[u8]) -> Result<V, String> {
    let (version, body) = bytes.split_first().ok_or("an empty value")?;
    if *version != V::VERSION {
        return V::upgrade(*version, body)
            .ok_or_else(|| format!("a value of version {version}, this program reads up to {}", V::VERSION));
    }
    let plain = if V::PACKED { Cow::Owned(unpack(body)?) } else { Cow::Borrowed(body) };
    match postcard::take_from_bytes::<V>(&plain) {
        Ok((value, [])) => Ok(value),
        Ok((_, rest)) => Err(format!("{} bytes too many", rest.len())),
        Err(error) => Err(error.to_string()),
    }
}

/// Reads the bytes of a former shape, for `Stored::upgrade`; nothing may be left over.
pub fn read_body<V: DeserializeOwned>(bytes: &[u8]) -> Option<V> {
    match postcard::take_from_bytes::<V>(bytes) {
        Ok((value, [])) => Some(value),
        _ => None,
    }
}

/// The same for a shape to whose end fields were added since: a `None`, an empty list and an empty text are one zero
/// each, so that what was written before they were there reads as if it had them empty.
pub fn read_body_without<V: DeserializeOwned>(added_fields: usize, bytes: &[u8]) -> Option<V> {
    let mut longer = bytes.to_vec();
    longer.resize(bytes.len() + added_fields, 0);
    read_body(&longer)
}

/// Indexes point from key to key and need no value.
impl Stored for () {
    const VERSION: u8 = 1;
}

macro_rules! plain {
    ($($kind:ty),*) => {$(
        impl Stored for $kind {
            const VERSION: u8 = 1;
        }
    )*};
}

plain!(u64, u32, i64, String, Vec<u8>);

impl<K> Stored for crate::values::Id<K> {
    const VERSION: u8 = 1;
}
