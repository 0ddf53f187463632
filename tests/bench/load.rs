//! A load generator for one running Kontor on this machine: so many clients, each with one kept connection.
//!
//! `load PORT --clients 16 --seconds 10 --path /shop` asks for pages.
//! `load PORT --clients 16 --seconds 10 --form /checkout --body BODY` sends forms; every `{key}` in BODY becomes
//! 32 fresh hex digits and every `{n}` a running number, so that each order is a new one.
//!
//! It prints answers per second, the median, the 99th percentile and the slowest, and how many were no success.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a tool for developers may stop")]
#![expect(clippy::cast_possible_truncation, clippy::float_arithmetic, reason = "statistics of a benchmark")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

struct Wish {
    port: u16,
    clients: u64,
    seconds: u64,
    path: String,
    form: Option<String>,
    cookie: String,
}

fn main() {
    let wish = Arc::new(read_wish());
    let numbers = Arc::new(AtomicU64::new(1));
    let began = Instant::now();
    let until = began + Duration::from_secs(wish.seconds);
    let clients: Vec<_> = (0..wish.clients)
        .map(|client| {
            let (wish, numbers) = (Arc::clone(&wish), Arc::clone(&numbers));
            std::thread::spawn(move || work(&wish, client, &numbers, until))
        })
        .collect();
    let mut times: Vec<u64> = Vec::new();
    let mut bad = 0;
    for client in clients {
        let (own_times, own_bad) = client.join().expect("a client ends well");
        times.extend(own_times);
        bad += own_bad;
    }
    let seconds = began.elapsed().as_secs_f64();
    times.sort_unstable();
    let at = |share: usize| times.get(times.len() * share / 1000).copied().unwrap_or(0) as f64 / 1000.0;
    println!(
        "{} clients, {:.1} s: {:.0} answers/s, median {:.2} ms, p99 {:.2} ms, slowest {:.2} ms, {} no success",
        wish.clients,
        seconds,
        times.len() as f64 / seconds,
        at(500),
        at(990),
        times.last().copied().unwrap_or(0) as f64 / 1000.0,
        bad
    );
    std::process::exit(i32::from(bad > 0));
}

fn read_wish() -> Wish {
    let mut words = std::env::args().skip(1).filter(|word| word != "--bench");
    let port = words.next().and_then(|word| word.parse().ok()).unwrap_or_else(|| panic!("the first word is the port"));
    let mut wish = Wish { port, clients: 16, seconds: 10, path: "/shop".into(), form: None, cookie: String::new() };
    while let (Some(name), Some(value)) = (words.next(), words.next()) {
        match name.as_str() {
            "--clients" => wish.clients = value.parse().unwrap(),
            "--seconds" => wish.seconds = value.parse().unwrap(),
            "--path" | "--form" => wish.path = value,
            "--body" => wish.form = Some(value),
            "--cookie" => wish.cookie = value,
            other => panic!("unknown option {other}"),
        }
    }
    wish
}

/// One client: asks again as soon as it has its answer. Gives the microseconds of each, and how many failed.
fn work(wish: &Wish, client: u64, numbers: &AtomicU64, until: Instant) -> (Vec<u64>, u64) {
    let mut connection = connect(wish.port);
    let mut times = Vec::with_capacity(100_000);
    let mut bad = 0;
    let mut random = client.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ u64::from(std::process::id());
    while Instant::now() < until {
        let request = request(wish, numbers.fetch_add(1, Ordering::Relaxed), &mut random);
        let began = Instant::now();
        connection.get_mut().write_all(request.as_bytes()).expect("the server takes the request");
        let status = answer(&mut connection);
        times.push(began.elapsed().as_micros() as u64);
        bad += u64::from(!(200..400).contains(&status));
    }
    (times, bad)
}

fn connect(port: u16) -> BufReader<TcpStream> {
    let stream = TcpStream::connect(("127.0.0.1", port)).expect("something listens there");
    stream.set_nodelay(true).expect("the option is known");
    BufReader::with_capacity(64 * 1024, stream)
}

fn request(wish: &Wish, number: u64, random: &mut u64) -> String {
    let host = format!("Host: 127.0.0.1:{}\r\n", wish.port);
    let cookie = if wish.cookie.is_empty() { String::new() } else { format!("Cookie: {}\r\n", wish.cookie) };
    match &wish.form {
        None => format!("GET {} HTTP/1.1\r\n{host}{cookie}\r\n", wish.path),
        Some(body) => {
            let key = format!("{:016x}{:016x}", next(random), next(random));
            let body = body.replace("{key}", &key).replace("{n}", &number.to_string());
            format!(
                "POST {} HTTP/1.1\r\n{host}{cookie}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
                wish.path,
                body.len()
            )
        }
    }
}

/// xorshift64*: good enough for keys that only have to differ.
fn next(state: &mut u64) -> u64 {
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    state.wrapping_mul(0x2545_f491_4f6c_dd1d)
}

/// Reads one answer to its end and gives its status.
fn answer(connection: &mut BufReader<TcpStream>) -> u16 {
    let mut line = String::new();
    connection.read_line(&mut line).expect("the server answers");
    let status = line.split(' ').nth(1).and_then(|word| word.parse().ok()).expect("an answer begins with a status");
    let mut length = 0;
    loop {
        line.clear();
        connection.read_line(&mut line).expect("headers end");
        let lower = line.to_ascii_lowercase();
        if let Some(value) = lower.strip_prefix("content-length:") {
            length = value.trim().parse().expect("a length is a number");
        }
        if line == "\r\n" {
            break;
        }
    }
    let mut body = vec![0; length];
    connection.read_exact(&mut body).expect("the body is as long as it says");
    status
}
