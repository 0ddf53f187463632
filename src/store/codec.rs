//! Values as bytes: a version byte first, then postcard. Trailing bytes are a fault, never ignored.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A shape that is kept on disk. Its version goes up when fields change, and `upgrade` reads the old ones.
pub trait Stored: Serialize + DeserializeOwned {
    const VERSION: u8;

    /// Reads the bytes of an older version (without the version byte).
    fn upgrade(_version: u8, _bytes: &[u8]) -> Option<Self> {
        None
    }
}

pub fn encode<V: Stored>(value: &V) -> Result<Vec<u8>, String> {
    let bytes = Bytes(vec![V::VERSION]);
    postcard::serialize_with_flavor(value, bytes).map_err(|error| error.to_string())
}

/// Bytes behind those that are there already. What the library has for that takes one byte after the other.
struct Bytes(Vec<u8>);

impl postcard::ser_flavors::Flavor for Bytes {
    type Output = Vec<u8>;

    fn try_extend(&mut self, data: &[u8]) -> postcard::Result<()> {
        self.0.extend_from_slice(data);
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
    match postcard::take_from_bytes::<V>(body) {
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
