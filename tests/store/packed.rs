//! Values whose bytes are packed: they come back as they were, and broken ones are faults.

use kontor::store::{Stored, decode, encode, read_body};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Long(Vec<u64>);

impl Stored for Long {
    const VERSION: u8 = 2;
    const PACKED: bool = true;

    fn upgrade(version: u8, bytes: &[u8]) -> Option<Long> {
        (version == 1).then(|| read_body(bytes))?
    }
}

/// The same before it was packed.
#[derive(Serialize, Deserialize)]
struct Former(Vec<u64>);

impl Stored for Former {
    const VERSION: u8 = 1;
}

#[test]
fn a_packed_value_comes_back_and_is_shorter() {
    let values = [Vec::new(), vec![7], (0..20_000).map(|number| number % 300).collect()];
    for numbers in values {
        let packed = encode(&Long(numbers.clone())).unwrap();
        assert_eq!(decode::<Long>(&packed), Ok(Long(numbers.clone())));
        if numbers.len() > 1_000 {
            let plain = encode(&Former(numbers)).unwrap();
            assert!(packed.len() * 10 < plain.len(), "{} of {} bytes", packed.len(), plain.len());
        }
    }
}

#[test]
fn what_was_kept_before_it_was_packed_is_read() {
    let plain = encode(&Former(vec![1, 2, 300])).unwrap();
    assert_eq!(decode::<Long>(&plain), Ok(Long(vec![1, 2, 300])));
}

#[test]
fn broken_bytes_are_a_fault() {
    let packed = encode(&Long((0..2_000).collect())).unwrap();
    // Whatever one byte becomes, nothing stops the program; sums over its pages are how the file notices.
    for place in 1..packed.len() {
        let mut broken = packed.clone();
        broken[place] ^= 0x55;
        let _ = decode::<Long>(&broken);
    }
    for length in 0..packed.len() {
        assert!(decode::<Long>(&packed[..length]).is_err(), "{length} bytes are enough");
    }
    let mut longer = packed.clone();
    longer.push(0);
    assert!(decode::<Long>(&longer).is_err());
    // One that says it is four gigabytes long is refused before room is made for it.
    let mut huge = packed;
    huge[1..5].copy_from_slice(&u32::MAX.to_le_bytes());
    assert_eq!(decode::<Long>(&huge), Err("a packed value that is too long".to_owned()));
}
