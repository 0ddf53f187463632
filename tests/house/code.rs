//! A Rust file as the checks read it: code without comments and without the insides of strings, and the strings.

/// Code and literals of one file. Offsets in both are the same, and every letter of the code is one byte.
pub struct Source {
    pub code: String,
    pub literals: Vec<Literal>,
    /// Comments with the offset at which they begin.
    pub comments: Vec<(usize, String)>,
}

pub struct Literal {
    /// Offset of the opening quote.
    pub at: usize,
    pub text: String,
}

impl Source {
    pub fn read(text: &str) -> Source {
        let mut reader = Reader { letters: text.chars().collect(), at: 0, source: Source::empty() };
        while reader.at < reader.letters.len() {
            reader.step();
        }
        reader.source
    }

    fn empty() -> Source {
        Source { code: String::new(), literals: Vec::new(), comments: Vec::new() }
    }

    pub fn line(&self, offset: usize) -> usize {
        self.code.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
    }

    /// Where a name stands as a whole word.
    pub fn words(&self, name: &str) -> Vec<usize> {
        words(&self.code, name)
    }
}

/// Where a name stands as a whole word in code; a name may contain `::`.
pub fn words(code: &str, name: &str) -> Vec<usize> {
    let part_of_a_name = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    let bytes = code.as_bytes();
    code.match_indices(name)
        .map(|(at, _)| at)
        .filter(|at| !part_of_a_name(at.checked_sub(1).and_then(|before| bytes.get(before))))
        .filter(|at| !part_of_a_name(bytes.get(at + name.len())))
        .collect()
}

/// The offset just behind the bracket that closes the one at `open`.
pub fn closing(code: &str, open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in code.bytes().enumerate().skip(open) {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    code.len()
}

struct Reader {
    letters: Vec<char>,
    at: usize,
    source: Source,
}

impl Reader {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.letters.get(self.at + ahead).copied()
    }

    fn starts_with(&self, word: &str) -> bool {
        word.chars().enumerate().all(|(i, letter)| self.peek(i) == Some(letter))
    }

    /// Takes one letter over as code, or as a blank where it is not code.
    fn take(&mut self, as_code: bool) -> char {
        let letter = self.letters[self.at];
        let shown = match letter {
            '\n' => '\n',
            letter if as_code && letter.is_ascii() => letter,
            _ if as_code => '?',
            _ => ' ',
        };
        self.source.code.push(shown);
        self.at += 1;
        letter
    }

    fn step(&mut self) {
        if self.starts_with("//") {
            self.comment(|reader| reader.peek(0) == Some('\n'));
        } else if self.starts_with("/*") {
            self.block_comment();
        } else if let Some(hashes) = self.raw_string() {
            self.raw_literal(hashes);
        } else if self.peek(0) == Some('"') {
            self.literal();
        } else if self.peek(0) == Some('\'') {
            self.quote();
        } else {
            self.take(true);
        }
    }

    fn comment(&mut self, ends: impl Fn(&Reader) -> bool) {
        let (at, mut text) = (self.source.code.len(), String::new());
        while self.at < self.letters.len() && !ends(self) {
            text.push(self.take(false));
        }
        self.source.comments.push((at, text));
    }

    fn block_comment(&mut self) {
        let (at, mut text, mut depth) = (self.source.code.len(), String::new(), 0_usize);
        while self.at < self.letters.len() {
            let opens = self.starts_with("/*");
            if opens || self.starts_with("*/") {
                text.push(self.take(false));
                depth = if opens { depth + 1 } else { depth - 1 };
            }
            text.push(self.take(false));
            if depth == 0 {
                break;
            }
        }
        self.source.comments.push((at, text));
    }

    /// At `r"`, `r#"`, `br"`, …: how many `#` follow the letter.
    fn raw_string(&self) -> Option<usize> {
        let before = self.at.checked_sub(1).map(|at| self.letters[at]);
        let inside_a_name = before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
        if inside_a_name {
            return None;
        }
        let mut ahead = usize::from(matches!(self.peek(0), Some('b' | 'c')));
        if self.peek(ahead) != Some('r') {
            return None;
        }
        ahead += 1;
        let hashes = (ahead..).take_while(|i| self.peek(*i) == Some('#')).count();
        (self.peek(ahead + hashes) == Some('"')).then_some(hashes)
    }

    fn raw_literal(&mut self, hashes: usize) {
        while self.peek(0) != Some('"') {
            self.take(true);
        }
        let end = format!("\"{}", "#".repeat(hashes));
        let at = self.source.code.len();
        self.take(true);
        let mut text = String::new();
        while self.at < self.letters.len() && !self.starts_with(&end) {
            text.push(self.take(false));
        }
        for _ in 0..end.len().min(self.letters.len() - self.at) {
            self.take(true);
        }
        self.source.literals.push(Literal { at, text });
    }

    fn literal(&mut self) {
        let at = self.source.code.len();
        self.take(true);
        let mut text = String::new();
        while let Some(letter) = self.peek(0).filter(|letter| *letter != '"') {
            if letter == '\\' {
                self.take(false);
                // Escapes matter to no check; a quote must not end the literal, that is all.
                if self.peek(0) == Some('"') {
                    text.push('"');
                }
                if self.at < self.letters.len() {
                    self.take(false);
                }
            } else {
                text.push(self.take(false));
            }
        }
        if self.at < self.letters.len() {
            self.take(true);
        }
        self.source.literals.push(Literal { at, text });
    }

    /// A letter in quotes, or the name of a lifetime.
    fn quote(&mut self) {
        let escaped = self.peek(1) == Some('\\');
        if !escaped && self.peek(2) != Some('\'') {
            self.take(true);
            return;
        }
        self.take(true);
        if escaped {
            self.take(false);
        }
        self.take(false);
        while self.peek(0).is_some_and(|letter| letter != '\'') {
            self.take(false);
        }
        if self.at < self.letters.len() {
            self.take(true);
        }
    }
}

#[test]
fn comments_and_strings_are_no_code() {
    let source = Source::read(
        "let a = \"x // \\\" y\"; // a note\nlet b = r#\"raw \" {\"#; /* one /* two */ three */ let c: &'a str = f('{', '\\'', b'\"');\n",
    );
    for gone in ["x //", "note", "raw", "one", "three", "{"] {
        assert!(!source.code.contains(gone), "{gone} in {}", source.code);
    }
    for kept in ["let a = ", "let b = r#", "let c: &'a str = f("] {
        assert!(source.code.contains(kept), "{kept} not in {}", source.code);
    }
    let texts: Vec<&str> = source.literals.iter().map(|literal| literal.text.as_str()).collect();
    assert_eq!(texts, ["x // \" y", "raw \" {"]);
    assert_eq!(source.comments.len(), 2);
    assert_eq!(source.line(source.code.find("let b").unwrap()), 2);
}

#[test]
fn a_word_is_found_as_a_whole() {
    let source = Source::read("f32 af32 f32b x.f32 f32::MAX");
    assert_eq!(source.words("f32"), [0, 16, 20]);
}
