//! Keys as bytes that sort as their values do: numbers big-endian, signs flipped, texts closed by two zeros.

use crate::values::{Country, Currency, Day, Id, Instant, Language};

pub trait Key: Sized {
    fn write(&self, out: &mut Vec<u8>);
    /// Reads itself from the front of `bytes` and moves on; `None` when they are no such key.
    fn read(bytes: &mut &[u8]) -> Option<Self>;

    fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(24);
        self.write(&mut out);
        out
    }

    fn from_bytes(mut bytes: &[u8]) -> Option<Self> {
        let key = Self::read(&mut bytes)?;
        bytes.is_empty().then_some(key)
    }
}

fn take<'b>(bytes: &mut &'b [u8], count: usize) -> Option<&'b [u8]> {
    let (head, tail) = bytes.split_at_checked(count)?;
    *bytes = tail;
    Some(head)
}

macro_rules! unsigned_keys {
    ($($kind:ty),*) => {$(
        impl Key for $kind {
            fn write(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(&self.to_be_bytes());
            }
            fn read(bytes: &mut &[u8]) -> Option<Self> {
                take(bytes, size_of::<$kind>())?.try_into().ok().map(<$kind>::from_be_bytes)
            }
        }
    )*};
}

unsigned_keys!(u8, u16, u32, u64);

impl Key for i32 {
    fn write(&self, out: &mut Vec<u8>) {
        (self.cast_unsigned() ^ (1 << 31)).write(out);
    }
    fn read(bytes: &mut &[u8]) -> Option<Self> {
        u32::read(bytes).map(|flipped| (flipped ^ (1 << 31)).cast_signed())
    }
}

impl Key for i64 {
    fn write(&self, out: &mut Vec<u8>) {
        (self.cast_unsigned() ^ (1 << 63)).write(out);
    }
    fn read(bytes: &mut &[u8]) -> Option<Self> {
        u64::read(bytes).map(|flipped| (flipped ^ (1 << 63)).cast_signed())
    }
}

impl Key for bool {
    fn write(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }
    fn read(bytes: &mut &[u8]) -> Option<Self> {
        u8::read(bytes).map(|byte| byte != 0)
    }
}

impl Key for String {
    fn write(&self, out: &mut Vec<u8>) {
        for byte in self.bytes() {
            out.push(byte);
            if byte == 0 {
                out.push(0xff);
            }
        }
        out.extend_from_slice(&[0, 0]);
    }
    fn read(bytes: &mut &[u8]) -> Option<Self> {
        let mut text = Vec::new();
        loop {
            match take(bytes, 1)? {
                [0] => match take(bytes, 1)? {
                    [0] => return String::from_utf8(text).ok(),
                    _ => text.push(0),
                },
                other => text.extend_from_slice(other),
            }
        }
    }
}

impl<const N: usize> Key for [u8; N] {
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self);
    }
    fn read(bytes: &mut &[u8]) -> Option<Self> {
        take(bytes, N)?.try_into().ok()
    }
}

impl<K> Key for Id<K> {
    fn write(&self, out: &mut Vec<u8>) {
        self.number().write(out);
    }
    fn read(bytes: &mut &[u8]) -> Option<Self> {
        u64::read(bytes).map(Id::new)
    }
}

impl Key for Day {
    fn write(&self, out: &mut Vec<u8>) {
        self.number().write(out);
    }
    fn read(bytes: &mut &[u8]) -> Option<Self> {
        i32::read(bytes).map(Day::from_number)
    }
}

impl Key for Instant {
    fn write(&self, out: &mut Vec<u8>) {
        self.micros().write(out);
    }
    fn read(bytes: &mut &[u8]) -> Option<Self> {
        i64::read(bytes).map(Instant::from_micros)
    }
}

impl Key for Country {
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.code().as_bytes());
    }
    fn read(bytes: &mut &[u8]) -> Option<Self> {
        Country::parse(std::str::from_utf8(take(bytes, 2)?).ok()?)
    }
}

impl Key for Currency {
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.code().as_bytes());
    }
    fn read(bytes: &mut &[u8]) -> Option<Self> {
        Currency::parse(std::str::from_utf8(take(bytes, 3)?).ok()?)
    }
}

impl Key for Language {
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.tag().as_bytes());
    }
    fn read(bytes: &mut &[u8]) -> Option<Self> {
        Language::parse(std::str::from_utf8(take(bytes, 2)?).ok()?)
    }
}

impl Key for () {
    fn write(&self, _out: &mut Vec<u8>) {}
    fn read(_bytes: &mut &[u8]) -> Option<Self> {
        Some(())
    }
}

macro_rules! tuple_keys {
    ($($part:ident $place:tt),*) => {
        impl<$($part: Key),*> Key for ($($part,)*) {
            fn write(&self, out: &mut Vec<u8>) {
                $(self.$place.write(out);)*
            }
            fn read(bytes: &mut &[u8]) -> Option<Self> {
                Some(($($part::read(bytes)?,)*))
            }
        }
    };
}

tuple_keys!(A 0);
tuple_keys!(A 0, B 1);
tuple_keys!(A 0, B 1, C 2);
tuple_keys!(A 0, B 1, C 2, D 3);
