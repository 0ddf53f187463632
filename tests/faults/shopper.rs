//! A buyer with one kept connection, as fast as the server lets her be.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use kontor::values::{OrderId, ProductId};

/// An order that the server has acknowledged.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Acknowledged {
    pub order: OrderId,
    /// The page that the server led to, with the order's own secret.
    pub page: String,
}

pub struct Shopper {
    connection: BufReader<TcpStream>,
    port: u16,
    product: ProductId,
    /// The sum beside the button, in cents, and the delivery time above it, once the page has been looked at.
    seen: Option<[String; 2]>,
}

impl Shopper {
    pub fn new(port: u16, product: ProductId) -> io::Result<Shopper> {
        let stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        Ok(Shopper { connection: BufReader::new(stream), port, product, seen: None })
    }

    /// Orders one piece as a guest. An error means that nobody has told her anything.
    pub fn order(&mut self, key: u128) -> io::Result<Acknowledged> {
        let seen = self.seen()?;
        let body = form(key, seen);
        let (port, product, length) = (self.port, self.product, body.len());
        let request = format!(
            "POST /checkout HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: cart={product}x1; language=de\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        self.connection.get_mut().write_all(request.as_bytes())?;
        let (status, location, answer) = self.answer()?;
        assert_eq!(status, 303, "a good order was refused: {answer}");
        let number = location.split('/').nth(2).and_then(|word| word.parse().ok());
        Ok(Acknowledged { order: OrderId::new(number.expect("the page of an order")), page: location })
    }

    /// What the page of the checkout says that the order will cost, and how long it will take.
    fn seen(&mut self) -> io::Result<[String; 2]> {
        if let Some(seen) = &self.seen {
            return Ok(seen.clone());
        }
        let (port, product) = (self.port, self.product);
        let request = format!(
            "GET /checkout HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: cart={product}x1; language=de\r\n\r\n"
        );
        self.connection.get_mut().write_all(request.as_bytes())?;
        let (status, _, page) = self.answer()?;
        assert_eq!(status, 200, "the checkout is not shown: {page}");
        let sent = |name: &str| {
            let (_, after) = page.split_once(&format!("name=\"{name}\" value=\"")).expect("a hidden field");
            after.chars().take_while(|sign| *sign != '"').collect::<String>()
        };
        let seen = ["total", "delivery_time"].map(sent);
        self.seen = Some(seen.clone());
        Ok(seen)
    }

    fn answer(&mut self) -> io::Result<(u16, String, String)> {
        let mut line = String::new();
        self.connection.read_line(&mut line)?;
        let status = line.split(' ').nth(1).and_then(|word| word.parse().ok()).ok_or(io::ErrorKind::UnexpectedEof)?;
        let (mut length, mut location) = (0, String::new());
        loop {
            line.clear();
            self.connection.read_line(&mut line)?;
            if !line.ends_with("\r\n") {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            if line == "\r\n" {
                break;
            }
            let (name, value) = line.split_once(':').expect("a header");
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.trim().parse().expect("a length is a number"),
                "location" => location = value.trim().to_owned(),
                _ => {}
            }
        }
        let mut body = vec![0; length];
        self.connection.read_exact(&mut body)?;
        Ok((status, location, String::from_utf8_lossy(&body).into_owned()))
    }
}

fn form(key: u128, [total, delivery_time]: [String; 2]) -> String {
    let fields = [
        ("idempotency_key", format!("{key:032x}")),
        ("total", total),
        ("delivery_time", delivery_time),
        ("email", "eilig@post.example".to_owned()),
        ("payment", "prepayment".to_owned()),
        ("billing.name", "Hildegard Eilig".to_owned()),
        ("billing.street", "Am Sonnenfeld".to_owned()),
        ("billing.house_number", "7".to_owned()),
        ("billing.postcode", "8010".to_owned()),
        ("billing.town", "Graz".to_owned()),
        ("billing.country", "AT".to_owned()),
        ("terms", "on".to_owned()),
        ("privacy", "on".to_owned()),
    ];
    fields.map(|(name, value)| format!("{name}={}", value.replace(' ', "+").replace('@', "%40"))).join("&")
}
