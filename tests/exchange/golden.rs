//! Files that hold what another program or a person reads. `UPDATE=1` rewrites them; the diff is reviewed.

use std::path::Path;

/// Compares bytes with a golden file of this repository.
pub fn assert_golden(path: &str, written: &[u8]) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, written).unwrap();
        return;
    }
    let kept = std::fs::read(&file).unwrap_or_default();
    if kept == written {
        return;
    }
    let (kept, written) = (String::from_utf8_lossy(&kept), String::from_utf8_lossy(written));
    for (number, (old, new)) in kept.lines().zip(written.lines()).enumerate() {
        assert_eq!(old, new, "{path}:{} differs; UPDATE=1 rewrites it", number + 1);
    }
    let (old, new) = (kept.lines().count(), written.lines().count());
    assert!(kept == written, "{path}: {old} lines are kept, {new} were written; UPDATE=1 rewrites it");
}
