//! BLAKE3 over many small numbers, gathered into large pieces first: that is several times faster.

/// So many bytes are hashed at once.
const PIECE: usize = 64 * 1024;

pub(super) struct Fingerprint {
    hasher: blake3::Hasher,
    piece: Vec<u8>,
}

impl Fingerprint {
    pub(super) fn new() -> Fingerprint {
        Fingerprint { hasher: blake3::Hasher::new(), piece: Vec::with_capacity(PIECE) }
    }

    #[inline]
    pub(super) fn number(&mut self, value: i64) {
        self.bytes(&value.to_le_bytes());
    }

    #[inline]
    pub(super) fn numbers<const COUNT: usize>(&mut self, values: [u64; COUNT]) {
        self.bytes(values.map(u64::to_le_bytes).as_flattened());
    }

    #[inline]
    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        if self.piece.len() + bytes.len() > PIECE {
            self.hasher.update(&self.piece);
            self.piece.clear();
        }
        self.piece.extend_from_slice(bytes);
    }

    pub(super) fn finish(mut self) -> [u8; 32] {
        self.hasher.update(&self.piece);
        *self.hasher.finalize().as_bytes()
    }
}
