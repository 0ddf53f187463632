//! The folder of the index: kept, reopened, damaged, begun anew.

use std::fs;
use std::path::{Path, PathBuf};

use kontor::search::{Change, Index, Opened};

use super::samples::{CATALOGUE, PERSON, PRODUCT, document, firm, firm_index, found, put};

#[test]
fn reopened_it_knows_its_watermark_and_its_documents() {
    let (folder, index) = firm_index();
    assert_eq!(index.watermark(), 7);
    drop(index);
    let (index, opened) = Index::open(folder.path(), "test").unwrap();
    assert_eq!(opened, Opened::Continued);
    assert_eq!(index.watermark(), 7);
    assert_eq!(index.len(), u64::try_from(firm().len()).unwrap());
    assert_eq!(found(&index, "winterjacke"), [5]);
}

#[test]
fn a_new_index_is_empty_and_asks_to_be_fed() {
    let folder = tempfile::tempdir().unwrap();
    let (index, opened) = Index::open(&folder.path().join("not/there/yet"), "test").unwrap();
    assert!(matches!(opened, Opened::Anew { .. }));
    assert!(index.is_empty());
    assert_eq!(index.watermark(), 0);
    assert_eq!(found(&index, "winterjacke"), [] as [u64; 0]);
}

#[test]
fn an_index_of_another_source_is_begun_anew_and_the_old_one_deleted() {
    let (folder, index) = firm_index();
    drop(index);
    let (index, opened) = Index::open(folder.path(), "other").unwrap();
    assert!(matches!(opened, Opened::Anew { .. }));
    assert!(index.is_empty());
    assert_eq!(index_folders(folder.path()).len(), 1);
}

#[test]
fn an_index_left_half_fed_counts_for_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (index, _) = Index::open(folder.path(), "test").unwrap();
    index.feed_anew().unwrap().add(put(firm())).unwrap();
    assert!(index.is_empty());
    drop(index);
    let (index, opened) = Index::open(folder.path(), "test").unwrap();
    assert!(matches!(opened, Opened::Anew { .. }), "{opened:?}");
    assert!(index.is_empty());
    assert_eq!(index_folders(folder.path()).len(), 1);
}

#[test]
fn a_feeding_that_was_cut_off_leaves_the_old_index_in_place() {
    let (folder, index) = firm_index();
    index.feed_anew().unwrap().add([Change::Put(document(PRODUCT, 99, "Neues", "", ""))]).unwrap();
    assert_eq!(found(&index, "winterjacke"), [5]);
    index.apply([Change::Put(document(PRODUCT, 5, "Sommerjacke", "", ""))], 8).unwrap();
    drop(index);
    let (index, opened) = Index::open(folder.path(), "test").unwrap();
    assert_eq!((opened, index.watermark()), (Opened::Continued, 8));
    assert_eq!(found(&index, "sommerjacke"), [5]);
    assert_eq!(found(&index, "neues"), [] as [u64; 0]);
    assert_eq!(index_folders(folder.path()).len(), 1);
}

#[test]
fn putting_replaces_and_removing_removes() {
    let (_folder, index) = firm_index();
    let batch = vec![
        Change::Put(document(PRODUCT, 5, "Sommerjacke", "", "")),
        Change::Remove { kind: PERSON, id: 10 },
        // Another kind with the same id stays.
        Change::Remove { kind: PERSON, id: 5 },
        // The last change of a document counts.
        Change::Put(document(PERSON, 30, "Erster Name", "", "")),
        Change::Put(document(PERSON, 30, "Zweiter Name", "", "")),
    ];
    index.apply(batch.clone(), 9).unwrap();
    index.apply(batch, 9).unwrap();
    assert_eq!(index.watermark(), 9);
    assert_eq!(found(&index, "winterjacke"), [] as [u64; 0]);
    assert_eq!(found(&index, "sommerjacke"), [5]);
    assert_eq!(found(&index, "köln"), [] as [u64; 0]);
    assert_eq!(found(&index, "erster"), [] as [u64; 0]);
    assert_eq!(found(&index, "zweiter"), [30]);
    assert_eq!(index.len(), u64::try_from(firm().len()).unwrap());
}

#[test]
fn an_empty_batch_moves_the_watermark() {
    let (_folder, index) = firm_index();
    index.apply(Vec::new(), 12).unwrap();
    assert_eq!(index.watermark(), 12);
}

#[test]
fn fed_anew_the_old_index_answers_until_the_new_one_is_finished() {
    let (folder, index) = firm_index();
    let mut feeding = index.feed_anew().unwrap();
    feeding.add([Change::Put(document(PRODUCT, 5, "Sommerjacke", "", ""))]).unwrap();
    feeding.add([Change::Put(document(PRODUCT, 6, "Herbstjacke", "", ""))]).unwrap();
    assert_eq!((found(&index, "winterjacke"), index.watermark()), (vec![5], 7));
    feeding.finish(9).unwrap();
    assert_eq!(found(&index, "winterjacke"), [] as [u64; 0]);
    assert_eq!(found(&index, "sommerjacke"), [5]);
    assert_eq!((index.watermark(), index.len()), (9, 2));
    drop(index);
    let (index, opened) = Index::open(folder.path(), "test").unwrap();
    assert_eq!((opened, index.watermark(), index.len()), (Opened::Continued, 9, 2));
    assert_eq!(index_folders(folder.path()).len(), 1);
}

#[test]
fn fed_with_nothing_it_is_whole_all_the_same() {
    let (folder, index) = firm_index();
    index.feed_anew().unwrap().finish(9).unwrap();
    assert!(index.is_empty());
    drop(index);
    let (index, opened) = Index::open(folder.path(), "test").unwrap();
    assert_eq!((opened, index.watermark(), index.is_empty()), (Opened::Continued, 9, true));
}

#[test]
fn other_compound_words_are_noticed_even_after_reopening() {
    let (folder, index) = firm_index();
    assert!(!index.set_compound_words(CATALOGUE));
    assert!(index.set_compound_words(["Hund", "Hütte"]));
    drop(index);
    let (index, _) = Index::open(folder.path(), "test").unwrap();
    assert!(!index.set_compound_words(CATALOGUE));
    assert!(index.set_compound_words(["Hund", "Hütte"]));
    index.feed_anew().unwrap().finish(9).unwrap();
    assert!(!index.set_compound_words(["Hund", "Hütte"]), "fed anew with these words");
}

#[test]
fn every_kind_of_damage_ends_in_an_empty_index_that_works() {
    type Damage = fn(&Path);
    let damages: [(&str, Damage); 8] = [
        ("a bit of the words is flipped", |folder| flip_one_bit(&first_with(folder, "term"))),
        ("a bit of the titles is flipped", |folder| flip_one_bit(&first_with(folder, "store"))),
        ("a bit of the ranks is flipped", |folder| flip_one_bit(&first_with(folder, "fast"))),
        ("the list of parts is empty", |folder| fs::write(folder.join("meta.json"), "").unwrap()),
        ("the list of files is empty", |folder| fs::write(folder.join(".managed.json"), "").unwrap()),
        ("the list of parts is missing", |folder| fs::remove_file(folder.join("meta.json")).unwrap()),
        ("a part is missing", |folder| fs::remove_file(first_with(folder, "term")).unwrap()),
        ("a part is cut off", |folder| fs::write(first_with(folder, "store"), "short").unwrap()),
    ];
    for (name, damage) in damages {
        let (folder, index) = firm_index();
        drop(index);
        damage(&index_folders(folder.path())[0]);
        let (index, opened) = Index::open(folder.path(), "test").unwrap();
        assert!(matches!(opened, Opened::Anew { .. }), "{name}: {opened:?}");
        assert_eq!((index.watermark(), index.is_empty()), (0, true), "{name}");
        index.apply(put(firm()), 7).unwrap();
        assert_eq!(found(&index, "winterjacke"), [5], "{name}");
        assert_eq!(index_folders(folder.path()).len(), 1, "{name}");
    }
}

#[test]
fn a_folder_that_cannot_be_made_is_a_fault_and_no_panic() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "in the way").unwrap();
    assert!(Index::open(&file, "test").is_err());
}

fn index_folders(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

fn first_with(folder: &Path, ending: &str) -> PathBuf {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.into_iter().find(|path| path.extension().is_some_and(|extension| extension == ending)).unwrap()
}

fn flip_one_bit(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(path, bytes).unwrap();
}
