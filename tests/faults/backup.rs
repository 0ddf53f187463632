//! A backup that is taken while people order, over HTTP. It holds one moment: what the firm gave out then.

use std::collections::BTreeMap;
use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use age::secrecy::ExposeSecret;
use kontor::app::{App, Folder, open_store};
use kontor::portals;
use kontor::store::backup::{Lock, Manifest, measure};
use kontor::store::{Fault, Options, Read, Reader, Span, last_entry};
use kontor::values::ProductId;
use kontor::web;

use crate::demo::today;
use crate::faults::program::{Home, open, run, said};
use crate::faults::shopper::Shopper;

const SHOPPERS: u128 = 4;
/// The moment of a backup is caught by somebody who looks all the time; who blinks tries again.
const TRIES: usize = 10;

#[test]
fn a_backup_under_load_gives_the_exports_of_its_moment() {
    let home = Home::with_firm();
    let product = home.product();
    let app = Arc::new(home.open());
    let secret = age::x25519::Identity::generate();
    let lock = Lock::recipients([secret.to_public().to_string().as_str()]).unwrap();
    let key_file = home.path("key.txt");
    fs::write(&key_file, secret.to_string().expose_secret()).unwrap();
    let file = home.path("firm.age");

    let (manifest, moment) = under_load(&app, product, || {
        (0..TRIES).find_map(|_| caught(&app, &file, &lock)).expect("the moment of a backup can be caught")
    });
    let now = last_entry(&app.door().store().reader().unwrap()).unwrap().number;
    assert!(manifest.journal_number < now, "the work went on: {} of {now}", manifest.journal_number);

    let then = home.path("then");
    keep(&moment, &app, &then);
    drop(moment);
    let restored = home.path("restored");
    let words = ["restore", file.to_str().unwrap(), "--key-file", key_file.to_str().unwrap()];
    let done = run(&restored, &words);
    assert!(done.status.success(), "{}", said(&done));
    assert_eq!(rows(&open(&restored)), rows(&open(&then)));
    for folder in [&restored, &then] {
        for words in [["check"].as_slice(), &["journal", "verify"]] {
            let done = run(folder, words);
            assert!(done.status.success(), "{words:?}: {}", said(&done));
        }
    }
    let mut kinds = kinds();
    // To hand out a file for the bank is told in the journal with its time, so what shows the journal goes first.
    kinds.sort_by_key(|kind| kind != "journal" && kind != "auditor");
    assert!(kinds.contains(&"products".to_owned()) && kinds.contains(&"invoices".to_owned()), "{kinds:?}");
    let mut count = 0;
    for kind in kinds {
        let (one, other) = (export(&restored, &kind), export(&then, &kind));
        assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>(), "{kind}");
        for (name, content) in &one {
            assert!(other.get(name) == Some(content), "{kind}: {name:?} differs");
        }
        count += one.len();
    }
    assert!(count > 1, "nothing was exported");
    the_public_tool_opens(&file, &key_file);
}

/// Lets people order in front of a real server while something is done.
fn under_load<T>(app: &Arc<App>, product: ProductId, work: impl FnOnce() -> T) -> T {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let listener = runtime.block_on(web::listen(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))).unwrap();
    let port = listener.local_addr().unwrap().port();
    let served = Arc::clone(app);
    runtime.spawn(async move { web::serve(&served, portals::routes(), listener, std::future::pending()).await });
    let enough = AtomicBool::new(false);
    let done = std::thread::scope(|scope| {
        for shopper in 1..=SHOPPERS {
            let enough = &enough;
            scope.spawn(move || {
                let mut buyer = Shopper::new(port, product).unwrap();
                let mut number = shopper << 64;
                while !enough.load(Ordering::Relaxed) {
                    buyer.order(number).unwrap();
                    number += 1;
                }
            });
        }
        let done = work();
        enough.store(true, Ordering::Relaxed);
        done
    });
    runtime.shutdown_background();
    done
}

/// Takes a backup while looking at every moment that passes; gives the one that the backup says it holds.
fn caught(app: &App, file: &Path, lock: &Lock) -> Option<(Manifest, Reader)> {
    let finished = AtomicBool::new(false);
    let (manifest, moments) = std::thread::scope(|scope| {
        let backup = scope.spawn(|| {
            let manifest = app.back_up(file, lock, &mut |_, _| true).unwrap().manifest;
            finished.store(true, Ordering::Relaxed);
            manifest
        });
        let mut moments: BTreeMap<u64, Reader> = BTreeMap::new();
        while !finished.load(Ordering::Relaxed) {
            let reader = app.door().store().reader().unwrap();
            let number = last_entry(&reader).unwrap().number;
            moments.entry(number).or_insert(reader);
        }
        (backup.join().unwrap(), moments)
    });
    let mut moments = moments;
    moments.remove(&manifest.journal_number).map(|moment| (manifest, moment))
}

/// Makes a folder of a moment, without the way that a backup takes.
fn keep(moment: &Reader, app: &App, root: &Path) {
    let folder = Folder::create(root, true, today()).unwrap();
    let store = open_store(&folder, &Options::default()).unwrap();
    store
        .load(|loading| {
            for table in app.door().store().tables() {
                moment.walk_raw(table, &Span::all(), &mut |key, value| {
                    loading.put(table.name, key, value).unwrap();
                    std::ops::ControlFlow::Continue(())
                });
            }
            Ok::<_, Fault>(())
        })
        .unwrap();
    store.close().unwrap();
}

/// Rows and hash of every table.
fn rows(app: &App) -> Vec<(String, u64, String)> {
    let store = app.door().store();
    let reader = store.reader().unwrap();
    let facts = store.tables().map(|table| measure(&reader, table, &mut |_| true).unwrap());
    facts.map(|facts| (facts.name, facts.rows, facts.blake3)).collect()
}

/// Every kind of export that there is.
fn kinds() -> Vec<String> {
    kontor::app::ExportKind::ALL.map(|kind| kind.word().to_owned()).to_vec()
}

/// What a kind of export writes, file by file. A kind that asks for more than its name tells so, to both alike.
fn export(data: &Path, kind: &str) -> BTreeMap<PathBuf, Vec<u8>> {
    let out = data.with_extension("exports").join(kind);
    fs::create_dir_all(out.parent().unwrap()).unwrap();
    if kind == "invoices" {
        fs::create_dir_all(&out).unwrap();
    }
    let done = run(data, &["export", kind, "--out", out.to_str().unwrap()]);
    let mut found = BTreeMap::new();
    found.insert(PathBuf::from("exit"), format!("{:?}", done.status.code()).into_bytes());
    read_all(&out, &out, &mut found);
    if ["products", "invoices"].contains(&kind) {
        assert!(done.status.success() && found.len() > 1, "{kind}: {}", said(&done));
    }
    found
}

fn read_all(root: &Path, path: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            read_all(root, &entry.unwrap().path(), found);
        }
    } else if path.is_file() {
        let name = path.strip_prefix(root.parent().unwrap()).unwrap().to_owned();
        found.insert(name, fs::read(path).unwrap());
    }
}

fn the_public_tool_opens(file: &Path, key_file: &Path) {
    let opened = Command::new("age").arg("-d").arg("-i").arg(key_file).arg(file).output();
    let opened = opened.expect("age is not installed; tests/run installs it");
    assert!(opened.status.success(), "{}", String::from_utf8_lossy(&opened.stderr));
    let tar = zstd::decode_all(opened.stdout.as_slice()).unwrap();
    let mut archive = tar::Archive::new(tar.as_slice());
    let first = archive.entries().unwrap().next().unwrap().unwrap();
    assert_eq!(first.path().unwrap().to_string_lossy(), "manifest.json");
}
