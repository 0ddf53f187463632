//! Logos from outside: a style is judged as a whole, however it is cut into pieces.

use kontor::exchange::pictures::{PictureTrouble, clean_logo};

fn drawing(inside: &str) -> String {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\">{inside}</svg>")
}

#[test]
fn a_style_that_fetches_is_refused_in_whatever_pieces_it_comes() {
    for (style, word) in [
        ("@import 'https://example.com/x.css';", "@import"),
        ("@im<!-- a note -->port 'https://example.com/x.css';", "@import"),
        ("@im<![CDATA[port 'https://example.com/x.css';]]>", "@import"),
        ("<![CDATA[@im]]><![CDATA[port 'x';]]>", "@import"),
        ("@im<?note?>port 'x';", "@import"),
        ("&#64;import 'x';", "@import"),
        ("&#x40;IMPORT 'x';", "@import"),
        ("path{fill:ur<!-- -->l(https://example.com/x)}", "url("),
        ("path{fill:url<![CDATA[( \"https://example.com/x#a\")]]>}", "url("),
        ("path{fill:url(#a) url(//example.com)}", "url("),
        ("path{fill:u\\72l(x)}", "\\"),
        ("path{width:expr<!-- -->ession(alert(1))}", "expression("),
        ("path{fill:/* a note */url(#a)}", "/*"),
        ("@font-<!-- -->face{font-family:x}", "@font-face"),
        ("path{background:image-<!-- -->set('x' 1x)}", "image-set("),
        ("path{fill:red}<g/>", "style"),
    ] {
        let refused = clean_logo(drawing(&format!("<style>{style}</style>")).as_bytes());
        assert_eq!(refused, Err(PictureTrouble::MoreThanADrawing(word.to_owned())), "{style}");
    }
}

#[test]
fn a_style_that_draws_is_kept_as_one_text() {
    let style = "<style>path{<!-- the shade -->fill:url( '#shade' )<![CDATA[;stroke:red}g>path{opacity:.5}]]></style>";
    let kept =
        String::from_utf8(clean_logo(drawing(&format!("{style}<path d=\"M0 0\"/>")).as_bytes()).unwrap()).unwrap();
    let expected = "<style>path{fill:url( '#shade' );stroke:red}g&gt;path{opacity:.5}</style><path d=\"M0 0\"/>";
    assert_eq!(kept, drawing(expected));
}
