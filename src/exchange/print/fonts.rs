//! The faces of type: Noto Sans out of the program itself, and for Chinese whatever the system has.

use std::cell::OnceCell;
use std::sync::{Arc, LazyLock};

use krilla::text::Font;
use rustybuzz::ttf_parser::{fonts_in_collection, name_id};

/// What stands where no face has a sign.
pub(super) const MISSING: char = '□';

/// Where systems keep a face with Chinese signs, regular and bold; the first one that is there is taken.
const CHINESE: [(&str, &str); 10] = [
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc"),
    ("/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc", "/usr/share/fonts/noto-cjk/NotoSansCJK-Bold.ttc"),
    (
        "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
        "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Bold.ttc",
    ),
    ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", ""),
    ("C:\\Windows\\Fonts\\msyh.ttc", "C:\\Windows\\Fonts\\msyhbd.ttc"),
    ("C:\\Windows\\Fonts\\simhei.ttf", ""),
    ("/System/Library/Fonts/PingFang.ttc", ""),
    ("/System/Library/Fonts/Hiragino Sans GB.ttc", ""),
    ("/System/Library/Fonts/STHeiti Medium.ttc", ""),
    ("/Library/Fonts/Arial Unicode.ttf", ""),
];

/// One face, to measure with and to draw with.
pub(super) struct Face<'d> {
    pub shaping: rustybuzz::Face<'d>,
    pub drawing: Font,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

static REGULAR: LazyLock<Option<Face<'static>>> = LazyLock::new(|| own_face(notosans::REGULAR_TTF));
static BOLD: LazyLock<Option<Face<'static>>> = LazyLock::new(|| own_face(notosans::BOLD_TTF));

fn own_face(bytes: &'static [u8]) -> Option<Face<'static>> {
    Some(Face { shaping: rustybuzz::Face::from_slice(bytes, 0)?, drawing: Font::new(bytes.into(), 0)? })
}

/// The files of the system's Chinese faces. Twenty megabytes, read only for a document that needs them.
#[derive(Default)]
pub(super) struct SystemFonts {
    chinese: OnceCell<Option<Files>>,
}

struct Files {
    regular: FontFile,
    bold: Option<FontFile>,
}

struct FontFile {
    bytes: Arc<Vec<u8>>,
    index: u32,
}

impl SystemFonts {
    fn chinese(&self) -> Option<&Files> {
        let found = || {
            CHINESE.iter().find_map(|(regular, bold)| {
                Some(Files { regular: FontFile::read(regular)?, bold: FontFile::read(bold) })
            })
        };
        self.chinese.get_or_init(found).as_ref()
    }
}

impl FontFile {
    fn read(path: &str) -> Option<FontFile> {
        let bytes = std::fs::read(path).ok()?;
        let index = simplified_face(&bytes);
        Some(FontFile { bytes: Arc::new(bytes), index })
    }

    fn face(&self) -> Option<Face<'_>> {
        let shaping = rustybuzz::Face::from_slice(&self.bytes, self.index)?;
        Some(Face { shaping, drawing: Font::new(Arc::clone(&self.bytes).into(), self.index)? })
    }
}

/// Collections hold the same signs as Japan, Korea and China draw them; ours are simplified Chinese.
fn simplified_face(bytes: &[u8]) -> u32 {
    let simplified = |index: &u32| {
        let Some(face) = rustybuzz::Face::from_slice(bytes, *index) else { return false };
        let names = face.names().into_iter().filter(|name| name.name_id == name_id::FULL_NAME);
        names.filter_map(|name| name.to_string()).any(|name| name.split(' ').any(|part| part == "SC"))
    };
    (0..fonts_in_collection(bytes).unwrap_or(1)).find(simplified).unwrap_or(0)
}

/// All faces for one document.
pub(super) struct Fonts<'d> {
    system: &'d SystemFonts,
    chinese: OnceCell<Option<(Face<'d>, Option<Face<'d>>)>>,
}

impl<'d> Fonts<'d> {
    pub fn new(system: &'d SystemFonts) -> Fonts<'d> {
        Fonts { system, chinese: OnceCell::new() }
    }

    /// The face that has a sign, and the sign itself or what stands for it.
    pub fn face_for(&self, weight: Weight, sign: char) -> Option<(&Face<'d>, char)> {
        let own: &Face<'d> = own(weight)?;
        if own.shaping.glyph_index(sign).is_some() {
            return Some((own, sign));
        }
        match self.chinese(weight).filter(|face| face.shaping.glyph_index(sign).is_some()) {
            Some(chinese) => Some((chinese, sign)),
            None => Some((own, MISSING)),
        }
    }

    fn chinese(&self, weight: Weight) -> Option<&Face<'d>> {
        let system: &'d SystemFonts = self.system;
        let faces = self.chinese.get_or_init(|| {
            let files = system.chinese()?;
            Some((files.regular.face()?, files.bold.as_ref().and_then(FontFile::face)))
        });
        let (regular, bold) = faces.as_ref()?;
        Some(match weight {
            Weight::Regular => regular,
            Weight::Bold => bold.as_ref().unwrap_or(regular),
        })
    }
}

fn own(weight: Weight) -> Option<&'static Face<'static>> {
    match weight {
        Weight::Regular => REGULAR.as_ref(),
        Weight::Bold => BOLD.as_ref(),
    }
}
