//! Files that are written while they are sent.

use std::sync::mpsc::channel;
use std::time::Duration;

use axum::body::to_bytes;
use axum::http::header;
use kontor::business::failure::Failure;
use kontor::store::Fault;
use kontor::web::{Download, download_written};
use tokio::runtime::Builder;

const MEGABYTE: usize = 1024 * 1024;
const LETTERS: Download<'_> =
    Download { name: "a.txt", mime: "text/plain", length: None, longest: Duration::from_secs(600) };

fn trouble(error: &std::io::Error) -> Failure {
    Fault::new(error.to_string()).into()
}

#[test]
fn a_file_arrives_whole_and_in_order() {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let response = download_written(&Download { length: Some(600_000), ..LETTERS }, |out| {
            (0..100_000).try_for_each(|number| writeln!(out, "{number:05}").map_err(|error| trouble(&error)))
        });
        assert_eq!(response.headers()[header::CONTENT_LENGTH], "600000");
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        assert!((0..100_000).map(|number| format!("{number:05}")).eq(text.lines().map(str::to_owned)));
    });
}

#[test]
fn what_breaks_off_never_looks_whole() {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let refused = download_written(&LETTERS, |out| {
            out.write_all(&vec![b'a'; MEGABYTE]).map_err(|error| trouble(&error))?;
            Err(Failure::not_found())
        });
        assert!(to_bytes(refused.into_body(), usize::MAX).await.is_err(), "trouble");
        let broken = download_written(&LETTERS, |out| {
            out.write_all(b"a").map_err(|error| trouble(&error))?;
            panic!("a bug")
        });
        assert!(to_bytes(broken.into_body(), usize::MAX).await.is_err(), "a bug");
    });
}

#[test]
fn nothing_is_written_on_for_somebody_who_has_gone() {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let (told, hears) = channel();
    runtime.block_on(async {
        let response = download_written(&LETTERS, move |out| {
            let endless = (0..10_000).try_for_each(|_| out.write_all(&vec![b'a'; MEGABYTE]));
            let _ = told.send(endless.is_err());
            endless.map_err(|error| trouble(&error))
        });
        drop(response);
    });
    assert!(hears.recv_timeout(Duration::from_secs(30)).unwrap());
}

#[test]
fn whoever_takes_a_little_now_and_then_is_broken_off_in_the_end() {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let (told, hears) = channel();
    let soon = Download { longest: Duration::from_millis(100), ..LETTERS };
    runtime.block_on(async {
        let response = download_written(&soon, move |out| {
            let slow = (0..3_000).try_for_each(|_| {
                std::thread::sleep(Duration::from_millis(10));
                out.write_all(b"a")?;
                out.flush()
            });
            let _ = told.send(slow.is_err());
            slow.map_err(|error| trouble(&error))
        });
        assert!(to_bytes(response.into_body(), usize::MAX).await.is_err(), "it never looks whole");
    });
    assert!(hears.recv_timeout(Duration::from_secs(10)).unwrap(), "nothing is written on");
}
