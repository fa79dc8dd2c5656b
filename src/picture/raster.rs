//! Files of pixels: what they are, and the same in fewer pixels. This is the only file that names the crate `image`.
//!
//! Pixels are turned upright as the camera says, and the colour profile is kept; nothing else that a file says of
//! itself is. A file is never decoded before its size is known to be bearable.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::codecs::webp::WebPEncoder;
use image::imageops::FilterType as Resampling;
use image::metadata::Orientation;
use image::{DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits};

use super::{Fault, Format, MOST_PIXELS, Size, strip};

/// How well JPEG keeps what is seen, of 100: below this, skin and gradients begin to show blocks.
const QUALITY: u8 = 82;

/// The most memory that decoding may take, in bytes.
const MOST_MEMORY: u64 = 512 * 1024 * 1024;

/// What a file's first bytes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The kind of file, whatever its name says.
    pub format: Format,
    /// Its size, upright.
    pub size: Size,
    /// Whether the camera was held upright, so that the pixels lie as they are seen.
    pub upright: bool,
    /// Whether it is made of several pictures that follow each other.
    pub moves: bool,
}

/// A picture in memory, upright.
pub struct Pixels {
    image: DynamicImage,
    profile: Option<Vec<u8>>,
    format: Format,
}

/// Reads what a file is without decoding it.
///
/// # Errors
/// When it is no picture that we know, or has too many pixels.
pub fn head(bytes: &[u8]) -> Result<Head, Fault> {
    let format = format(bytes)?;
    let mut decoder = decoder(bytes, format)?;
    let (width, height) = decoder.dimensions();
    let size = Size { width, height };
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Fault::TooLarge(size));
    }
    if width == 0 || height == 0 {
        return Err(Fault::Broken("it has no pixels".to_owned()));
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let lies = matches!(
        orientation,
        Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH
    );
    let size = if lies { Size { width: height, height: width } } else { size };
    Ok(Head { format, size, upright: orientation == Orientation::NoTransforms, moves: strip::moves(bytes, format) })
}

impl Pixels {
    /// Decodes a file whose head was read, and turns it upright.
    ///
    /// # Errors
    /// When it is damaged.
    pub fn read(bytes: &[u8], head: Head) -> Result<Self, Fault> {
        let mut decoder = decoder(bytes, head.format)?;
        let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        let profile = decoder.icc_profile().ok().flatten();
        let mut image = DynamicImage::from_decoder(decoder).map_err(|error| Fault::Broken(plain(&error)))?;
        image.apply_orientation(orientation);
        Ok(Self { image, profile, format: head.format })
    }

    /// The picture at a size, as a file of its own format.
    ///
    /// # Errors
    /// When the encoder refuses it.
    pub fn file(&self, size: Size) -> Result<Vec<u8>, Fault> {
        let same = (self.image.width(), self.image.height()) == (size.width, size.height);
        if same {
            return self.encoded(&self.image);
        }
        self.encoded(&self.image.resize_exact(size.width, size.height, Resampling::Lanczos3))
    }

    fn encoded(&self, image: &DynamicImage) -> Result<Vec<u8>, Fault> {
        let (image, color) = eight_bits(image, self.format);
        let mut bytes = Vec::new();
        let (width, height, pixels) = (image.width(), image.height(), image.as_bytes());
        let written = match self.format {
            Format::Jpeg => {
                let mut encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
                self.keep_profile(&mut encoder);
                encoder.write_image(pixels, width, height, color)
            }
            Format::Png => {
                let mut encoder =
                    PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive);
                self.keep_profile(&mut encoder);
                encoder.write_image(pixels, width, height, color)
            }
            Format::WebP => {
                let mut encoder = WebPEncoder::new_lossless(&mut bytes);
                self.keep_profile(&mut encoder);
                encoder.write_image(pixels, width, height, color)
            }
        };
        written.map_err(|error| Fault::Broken(plain(&error)))?;
        Ok(bytes)
    }

    /// Colours of a wide profile look dull without it. A format that has no place for one goes without.
    fn keep_profile(&self, encoder: &mut impl ImageEncoder) {
        if let Some(profile) = &self.profile {
            let _ = encoder.set_icc_profile(profile.clone());
        }
    }
}

/// The pixels in the form that a format takes: eight bits a channel, grey where they are grey, clear where they are.
fn eight_bits(image: &DynamicImage, format: Format) -> (DynamicImage, ExtendedColorType) {
    let color = image.color();
    let (grey, clear) = (!color.has_color(), color.has_alpha());
    match (format, grey, clear) {
        (Format::Jpeg, true, _) => (image.to_luma8().into(), ExtendedColorType::L8),
        (Format::Jpeg, false, _) => (image.to_rgb8().into(), ExtendedColorType::Rgb8),
        (Format::Png, true, false) => (image.to_luma8().into(), ExtendedColorType::L8),
        (Format::Png | Format::WebP, _, true) => (image.to_rgba8().into(), ExtendedColorType::Rgba8),
        (Format::Png | Format::WebP, _, false) => (image.to_rgb8().into(), ExtendedColorType::Rgb8),
    }
}

fn format(bytes: &[u8]) -> Result<Format, Fault> {
    match image::guess_format(bytes) {
        Ok(ImageFormat::Jpeg) => Ok(Format::Jpeg),
        Ok(ImageFormat::Png) => Ok(Format::Png),
        Ok(ImageFormat::WebP) => Ok(Format::WebP),
        Ok(_) | Err(_) => Err(Fault::Broken("its first bytes are those of no JPEG, PNG or WebP".to_owned())),
    }
}

fn decoder(bytes: &[u8], format: Format) -> Result<impl ImageDecoder + '_, Fault> {
    let format = match format {
        Format::Jpeg => ImageFormat::Jpeg,
        Format::Png => ImageFormat::Png,
        Format::WebP => ImageFormat::WebP,
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    reader.into_decoder().map_err(|error| Fault::Broken(plain(&error)))
}

/// An error of the crate in the form of our messages: one line, in lower case, without a full stop.
fn plain(error: &image::ImageError) -> String {
    let text = error.to_string();
    let line = text.lines().next().unwrap_or_default().trim().trim_end_matches('.');
    let mut letters = line.chars();
    letters.next().map_or_else(|| "it is damaged".to_owned(), |first| first.to_lowercase().chain(letters).collect())
}
