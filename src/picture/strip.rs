//! The same picture without what its file says of the camera, the place and the day. No pixel is touched.
//!
//! A photograph from a phone holds where it was taken, which may be a patient's home. What is kept is what changes how
//! pixels are shown: colours, and in which order pictures follow each other. What follows the picture's end is left
//! out: phones put whole second pictures there.

use super::Format;

/// The first bytes of every PNG.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Chunks of a PNG that are kept besides those that it cannot be read without.
const PNG_KEPT: [&[u8]; 11] =
    [b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"bKGD", b"acTL", b"fcTL", b"fdAT"];

/// The bits in a WebP's head that say it holds EXIF and XMP.
const WEBP_SAYS: u8 = 0b0000_1100;

/// The bit in a WebP's head that says it moves.
const WEBP_MOVES: u8 = 0b0000_0010;

/// The file without what it says of itself; `None` when its parts do not fit together.
#[must_use]
pub fn stripped(bytes: &[u8], format: Format) -> Option<Vec<u8>> {
    match format {
        Format::Jpeg => jpeg(bytes),
        Format::Png => png(bytes),
        Format::WebP => webp(bytes),
    }
}

/// Whether a file holds several pictures that follow each other.
#[must_use]
pub fn moves(bytes: &[u8], format: Format) -> bool {
    match format {
        Format::Jpeg => false,
        Format::Png => png_chunks(bytes).any(|chunk| chunk.name == b"acTL"),
        Format::WebP => webp_chunks(bytes)
            .any(|chunk| chunk.name == b"VP8X" && chunk.data.first().is_some_and(|flags| flags & WEBP_MOVES != 0)),
    }
}

/// A part of a file: its name, what it holds, and all of it with head and tail.
struct Chunk<'a> {
    name: &'a [u8],
    data: &'a [u8],
    whole: &'a [u8],
}

fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = bytes.get(..2)?.to_vec();
    let mut at = 2;
    loop {
        // Any number of FF may stand before a marker.
        while bytes.get(at..at + 2)? == [0xFF, 0xFF] {
            at += 1;
        }
        let [0xFF, marker] = *bytes.get(at..at + 2)? else { return None };
        if marker == 0xD9 {
            out.extend_from_slice(&[0xFF, 0xD9]);
            return Some(out);
        }
        let length = usize::from(u16::from_be_bytes(bytes.get(at + 2..at + 4)?.try_into().ok()?));
        let end = at + 2 + length.max(2);
        let segment = bytes.get(at..end)?;
        if is_kept(marker, segment.get(4..)?) {
            out.extend_from_slice(segment);
        }
        at = end;
        if marker == 0xDA {
            let scan = scan_length(bytes.get(at..)?)?;
            out.extend_from_slice(bytes.get(at..at + scan)?);
            at += scan;
        }
    }
}

/// Whether a segment of a JPEG changes how it is shown: tables and frames, colour profile, and how colours are coded.
fn is_kept(marker: u8, data: &[u8]) -> bool {
    match marker {
        0xE0 => data.starts_with(b"JFIF\0"),
        0xE2 => data.starts_with(b"ICC_PROFILE\0"),
        0xEE => data.starts_with(b"Adobe"),
        0xE1..=0xEF | 0xFE => false,
        _ => true,
    }
}

/// How long the coded pixels are, up to the next marker that is none of theirs.
fn scan_length(bytes: &[u8]) -> Option<usize> {
    bytes.windows(2).position(|pair| matches!(pair, [0xFF, marker] if *marker != 0 && !(0xD0..=0xD7).contains(marker)))
}

fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = PNG.to_vec();
    for chunk in png_chunks(bytes) {
        let needed = chunk.name.first().is_some_and(u8::is_ascii_uppercase);
        if needed || PNG_KEPT.contains(&chunk.name) {
            out.extend_from_slice(chunk.whole);
        }
        if chunk.name == b"IEND" {
            return Some(out);
        }
    }
    None
}

fn png_chunks(bytes: &[u8]) -> impl Iterator<Item = Chunk<'_>> {
    let mut rest = bytes.strip_prefix(PNG).unwrap_or_default();
    std::iter::from_fn(move || {
        let length = usize::try_from(u32::from_be_bytes(rest.get(..4)?.try_into().ok()?)).ok()?;
        let (whole, after) = rest.split_at_checked(length.checked_add(12)?)?;
        rest = after;
        Some(Chunk { name: whole.get(4..8)?, data: whole.get(8..8 + length)?, whole })
    })
}

fn webp(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = b"RIFF\0\0\0\0WEBP".to_vec();
    for chunk in webp_chunks(bytes) {
        match chunk.name {
            b"EXIF" | b"XMP " => {}
            b"VP8X" => {
                let from = out.len();
                out.extend_from_slice(chunk.whole);
                if let Some(flags) = out.get_mut(from + 8) {
                    *flags &= !WEBP_SAYS;
                }
            }
            _ => out.extend_from_slice(chunk.whole),
        }
    }
    let size = u32::try_from(out.len().checked_sub(8)?).ok()?;
    out.get_mut(4..8)?.copy_from_slice(&size.to_le_bytes());
    (out.len() > 12).then_some(out)
}

fn webp_chunks(bytes: &[u8]) -> impl Iterator<Item = Chunk<'_>> {
    let size = bytes.get(4..8).and_then(|size| size.try_into().ok()).map_or(0, u32::from_le_bytes);
    let end = usize::try_from(size).unwrap_or(usize::MAX).saturating_add(8).min(bytes.len());
    let mut rest = bytes.get(12..end).unwrap_or_default();
    std::iter::from_fn(move || {
        let length = usize::try_from(u32::from_le_bytes(rest.get(4..8)?.try_into().ok()?)).ok()?;
        // Chunks of an odd length have one byte more, so that the next begins at an even place.
        let padded = length.checked_add(length % 2)?.checked_add(8)?.min(rest.len());
        let (whole, after) = rest.split_at_checked(padded)?;
        rest = after;
        Some(Chunk { name: whole.get(..4)?, data: whole.get(8..8 + length)?, whole })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(marker: u8, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len() + 2).unwrap().to_be_bytes();
        [&[0xFF, marker][..], &length, data].concat()
    }

    fn chunk(name: &[u8], data: &[u8]) -> Vec<u8> {
        [&u32::try_from(data.len()).unwrap().to_be_bytes()[..], name, data, b"crc!"].concat()
    }

    #[test]
    fn a_jpeg_loses_what_it_says_of_itself_and_what_follows_its_end() {
        let kept = [segment(0xE0, b"JFIF\0rest"), segment(0xE2, b"ICC_PROFILE\0p"), segment(0xDB, b"table")].concat();
        let lost = [segment(0xE1, b"Exif\0\0gps"), segment(0xE2, b"MPF\0"), segment(0xFE, b"at home")].concat();
        let scan = [segment(0xDA, b"head"), vec![1, 0xFF, 0, 2, 0xFF, 0xD3, 3]].concat();
        let file = [&[0xFF, 0xD8][..], &lost, &kept, &scan, &[0xFF, 0xD9], b"a second picture"].concat();
        let expected = [&[0xFF, 0xD8][..], &kept, &scan, &[0xFF, 0xD9]].concat();
        assert_eq!(stripped(&file, Format::Jpeg), Some(expected));
        assert_eq!(stripped(file.get(..file.len() - 20).unwrap(), Format::Jpeg), None);
    }

    #[test]
    fn a_png_loses_its_texts_and_dates() {
        let kept = [chunk(b"IHDR", b"head"), chunk(b"iCCP", b"p"), chunk(b"IDAT", b"pixels")].concat();
        let file =
            [PNG, &kept, &chunk(b"tEXt", b"Author"), &chunk(b"eXIf", b"gps"), &chunk(b"IEND", b""), b"more"].concat();
        assert_eq!(stripped(&file, Format::Png), Some([PNG, &kept, &chunk(b"IEND", b"")].concat()));
        assert_eq!(stripped(PNG, Format::Png), None);
        assert!(!moves(&file, Format::Png));
        assert!(moves(&[PNG, &chunk(b"acTL", b"")].concat(), Format::Png));
    }

    #[test]
    fn a_webp_loses_what_it_says_and_no_longer_says_that_it_does() {
        let part = |name: &[u8], data: &[u8]| {
            let odd = vec![0; data.len() % 2];
            [name, &u32::try_from(data.len()).unwrap().to_le_bytes(), data, &odd].concat()
        };
        let whole = |parts: &[Vec<u8>]| {
            let body = parts.concat();
            [b"RIFF", &u32::try_from(body.len() + 4).unwrap().to_le_bytes()[..], b"WEBP", &body].concat()
        };
        let file = whole(&[part(b"VP8X", &[0b0010_1110, 0]), part(b"VP8L", b"abc"), part(b"EXIF", b"gps")]);
        let expected = whole(&[part(b"VP8X", &[0b0010_0010, 0]), part(b"VP8L", b"abc")]);
        assert_eq!(stripped(&file, Format::WebP), Some(expected));
        assert!(moves(&file, Format::WebP));
    }
}
