//! Text in dots, in whatever script.

use std::sync::{LazyLock, Mutex, PoisonError};

use cosmic_text::fontdb::Database;
use cosmic_text::{Align, Attrs, Buffer, Color, Family, FontSystem, Metrics, Shaping, SwashCache};
use salver_domain::slip::Style;

use super::canvas::Canvas;

static FONTS: [&[u8]; 3] = [
    include_bytes!("../../fonts/noto-sans-regular.ttf"),
    include_bytes!("../../fonts/noto-sans-devanagari.ttf"),
    include_bytes!("../../fonts/noto-sans-arabic.ttf"),
];

/// How dark a dot must be to be ink, of 255.
const DARK: u8 = 110;

/// How large letters are, in dots.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    letters: f32,
    line: f32,
}

impl Size {
    /// As high as a printer's own letters.
    pub const USUAL: Self = Self {
        letters: 23.0,
        line: 32.0,
    };
    const LARGE: Self = Self {
        letters: 40.0,
        line: 54.0,
    };

    fn of(style: Style) -> Self {
        match style.large {
            true => Self::LARGE,
            false => Self::USUAL,
        }
    }

    /// From a line to the next, in dots.
    pub fn line(self) -> usize {
        dots(self.line)
    }
}

/// Where a text stands, in dots.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    pub left: usize,
    pub top: usize,
    /// How wide it may be; longer lines are wrapped.
    pub room: usize,
}

/// Writes on paper.
pub struct Pen {
    fonts: FontSystem,
    cache: SwashCache,
}

static PEN: LazyLock<Mutex<Pen>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    for font in FONTS {
        fonts.load_font_data(font.to_vec());
    }
    let language = "en".to_owned();
    Mutex::new(Pen {
        fonts: FontSystem::new_with_locale_and_db(language, fonts),
        cache: SwashCache::new(),
    })
});

/// Does something with the pen, which knows its fonts from the first time on.
pub fn with<T>(work: impl FnOnce(&mut Pen) -> T) -> T {
    work(&mut PEN.lock().unwrap_or_else(PoisonError::into_inner))
}

/// The next whole number of dots. Nothing on paper is negative or larger than `u16`.
fn dots(length: f32) -> usize {
    let whole = length.ceil().clamp(0.0, f32::from(u16::MAX));
    (0..=u16::MAX)
        .position(|n| f32::from(n) >= whole)
        .unwrap_or(0)
}

impl Pen {
    fn lay_out(&mut self, text: &str, style: Style, room: Option<usize>) -> Buffer {
        let size = Size::of(style);
        let mut buffer = Buffer::new(&mut self.fonts, Metrics::new(size.letters, size.line));
        let room = room.map(|room| f32::from(u16::try_from(room).unwrap_or(u16::MAX)));
        buffer.set_size(room, None);
        let attrs = Attrs::new().family(Family::Name("Noto Sans"));
        let align = style.centred.then_some(Align::Center);
        buffer.set_text(text, &attrs, Shaping::Advanced, align);
        buffer.shape_until_scroll(&mut self.fonts, false);
        buffer
    }

    /// How wide a text is that is not wrapped, in dots.
    pub fn width(&mut self, text: &str, style: Style) -> usize {
        let buffer = self.lay_out(text, style, None);
        let widest = buffer
            .layout_runs()
            .map(|run| run.line_w)
            .fold(0.0, f32::max);
        dots(widest) + usize::from(style.bold)
    }

    /// Writes a text; how high it is, in dots.
    pub fn write(&mut self, canvas: &mut Canvas, text: &str, style: Style, place: Place) -> usize {
        let mut buffer = self.lay_out(text, style, Some(place.room));
        let lines = buffer.layout_runs().count().max(1);
        let black = Color::rgb(0, 0, 0);
        buffer.draw(
            &mut self.fonts,
            &mut self.cache,
            black,
            |x, y, width, height, colour| {
                let at = (usize::try_from(x), usize::try_from(y));
                let (Ok(x), Ok(y)) = at else {
                    return;
                };
                if colour.a() < DARK {
                    return;
                }
                let side = |dots: u32| usize::try_from(dots).unwrap_or(0);
                for down in 0..side(height) {
                    for along in 0..side(width) + usize::from(style.bold) {
                        canvas.ink(place.left + x + along, place.top + y + down);
                    }
                }
            },
        );
        lines * Size::of(style).line()
    }
}
