//! Codes are read back by a reader that knows nothing of how they were made.

use super::*;

const URL: &str = "https://order.example.com/#7KQ2M9XH";

/// What a reader sees in a picture whose pixels are `dark`.
fn read(side: usize, dark: impl Fn(usize, usize) -> bool) -> String {
    let gray = |x, y| if dark(x, y) { 0 } else { 255 };
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(side, side, gray);
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1, "one code in the picture");
    grids[0].decode().unwrap().1
}

/// Side and pixels of a PNG.
fn pixels(file: &[u8]) -> (usize, Vec<bool>) {
    let mut reader = png::Decoder::new(std::io::Cursor::new(file))
        .read_info()
        .unwrap();
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut bytes).unwrap();
    assert_eq!(
        (info.color_type, info.bit_depth),
        (ColorType::Grayscale, BitDepth::One)
    );
    let side = info.width as usize;
    assert_eq!(info.height as usize, side);
    let dark = (0..side * side).map(|at| {
        let byte = bytes[at / side * info.line_size + at % side / 8];
        byte & (0x80 >> (at % side % 8)) == 0
    });
    (side, dark.collect())
}

/// The rectangles of path data as [`Qr::path`] writes it: x, y and width.
fn rectangles(path: &str) -> Vec<(usize, usize, usize)> {
    let whole = path.strip_suffix('z').unwrap();
    whole
        .split('z')
        .map(|part| {
            let (at, shape) = part.strip_prefix('M').unwrap().split_once('h').unwrap();
            let (x, y) = at.split_once(' ').unwrap();
            let (width, back) = shape.split_once("v1h-").unwrap();
            assert_eq!(width, back, "{part}");
            let number = |text: &str| text.parse().unwrap();
            (number(x), number(y), number(width))
        })
        .collect()
}

/// Draws path data on a square of `side` units, `scale` pixels to the unit.
fn drawn(path: &str, side: usize, scale: usize) -> Vec<bool> {
    let mut canvas = vec![false; side * scale * side * scale];
    for (x, y, width) in rectangles(path) {
        for row in y * scale..(y + 1) * scale {
            let start = row * side * scale + x * scale;
            canvas[start..start + width * scale].fill(true);
        }
    }
    canvas
}

#[test]
fn a_png_of_any_width_is_read_back() {
    let qr = Qr::of(URL).unwrap();
    for width in [128, 129, 500, 1024, 4096] {
        let (side, dark) = pixels(&qr.png(width).unwrap());
        assert_eq!(side, width as usize);
        assert_eq!(read(side, |x, y| dark[y * side + x]), URL, "{width}");
        // Whole modules, and at least four of them free on each side.
        let scale = side / (qr.size() as usize + 8);
        let quiet = dark.iter().position(|d| *d).unwrap();
        let (left, top) = (quiet % side, quiet / side);
        assert!(left >= 4 * scale && top >= 4 * scale, "{width}");
        let right = dark.iter().rposition(|d| *d).unwrap();
        assert!(side - 1 - right / side >= 4 * scale, "{width}");
        let code = qr.size() as usize * scale;
        for (at, module) in qr.modules.iter().enumerate() {
            let (x, y) = (at % qr.size() as usize, at / qr.size() as usize);
            for (dx, dy) in [(0, 0), (scale - 1, scale - 1)] {
                let pixel = (top + y * scale + dy) * side + left + x * scale + dx;
                assert_eq!(dark[pixel], *module, "module {x}, {y} of {code}");
            }
        }
    }
}

#[test]
fn the_path_is_read_back_and_is_small() {
    let qr = Qr::of(URL).unwrap();
    let (path, size) = (qr.path(0), qr.size() as usize);
    let dark = qr.modules.iter().filter(|m| **m).count();
    assert_eq!(
        rectangles(&path).iter().map(|r| r.2).sum::<usize>(),
        dark,
        "no module twice"
    );
    assert!(rectangles(&path).len() < dark * 2 / 3, "runs are one");
    let with_margin = drawn(&qr.path(4), size + 8, 3);
    let side = (size + 8) * 3;
    assert_eq!(read(side, |x, y| with_margin[y * side + x]), URL);
}

#[test]
fn an_svg_is_read_back_and_its_title_stays_text() {
    let svg = Qr::of(URL).unwrap().svg("Tom & Jerry's <b>\u{1}");
    let size = Qr::of(URL).unwrap().size() as usize + 8;
    assert!(svg.contains(&format!("viewBox=\"0 0 {size} {size}\"")));
    assert!(
        svg.contains("<title>Tom &amp; Jerry's &lt;b&gt; </title>"),
        "{svg}"
    );
    let (_, path) = svg.split_once("/><path d=\"").unwrap();
    let (path, _) = path.split_once('"').unwrap();
    let dark = drawn(path, size, 3);
    assert_eq!(read(size * 3, |x, y| dark[y * size * 3 + x]), URL);
}

#[test]
fn a_stained_card_is_still_read() {
    let qr = Qr::of(URL).unwrap();
    let (side, mut dark) = pixels(&qr.png(660).unwrap());
    // A drop of sauce in the middle: a tenth of the code's area.
    let drop = side * 3 / 11;
    for y in (side - drop) / 2..(side + drop) / 2 {
        let start = y * side + (side - drop) / 2;
        dark[start..start + drop].fill(true);
    }
    assert_eq!(read(side, |x, y| dark[y * side + x]), URL);
}

#[test]
fn what_fits_no_code_is_a_fault_of_ours() {
    assert_eq!(Qr::of(&"x".repeat(4000)).unwrap_err().status, 500);
}
