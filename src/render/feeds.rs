//! What machines read: sitemap, feed and robots. Sitemap and feed need the site's address.

use super::template::Templates;
use super::{Made, Output, Part, Route};
use crate::base::address::Address;
use crate::base::html::{escape, escape_into};
use crate::body::Site;
use crate::model::page::{Data, Page};
use crate::view::{languages, site_lists};

/// Sitemap, feed and robots.
pub const OUTPUT: Output = Output { name: "feeds", routes, make };

fn routes(site: &Site) -> Vec<Route> {
    let mut addresses = vec![Address::root().file("robots.txt")];
    if site.index.base_url().is_some() {
        addresses.push(Address::root().file("sitemap.xml"));
        let roots = (0..site.index.language_count()).map(|language| site.index.language_root(language));
        let own = roots.filter(|root| root.as_str() == "/" || site.index.nav.sections.contains_key(root));
        addresses.extend(own.map(|root| root.file("feed.xml")));
    }
    addresses.into_iter().map(|address| Route::of_site(address, Part::Whole)).collect()
}

fn make(site: &Site, _: &Templates, route: &Route) -> Made {
    let text = match route.address.as_str() {
        "/robots.txt" => robots(site),
        "/sitemap.xml" => sitemap(site)?,
        name if name.ends_with("/feed.xml") => feed(site, &route.address)?,
        _ => return None,
    };
    Some(Ok(text.into_bytes()))
}

fn robots(site: &Site) -> String {
    let sitemap = site.index.base_url().map(|base| format!("\nSitemap: {base}/sitemap.xml\n")).unwrap_or_default();
    format!("User-agent: *\nAllow: /\n{sitemap}")
}

/// Every page that search engines are to find, with the day of its last review where there was one.
fn sitemap(site: &Site) -> Option<String> {
    let base = site.index.base_url()?;
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"",
    );
    if site.index.language_count() > 1 {
        xml.push_str(" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\"");
    }
    xml.push_str(">\n");
    let mut entry = |address: &Address, reviewed: Option<String>| {
        xml.push_str("<url><loc>");
        escape_into(&mut xml, base);
        escape_into(&mut xml, &address.encoded());
        xml.push_str("</loc>");
        if let Some(day) = reviewed {
            xml.push_str(&format!("<lastmod>{day}</lastmod>"));
        }
        for alternate in languages::alternates(site, address) {
            let (code, href) = (escape(&alternate.hreflang), escape(&alternate.href));
            xml.push_str(&format!("<xhtml:link rel=\"alternate\" hreflang=\"{code}\" href=\"{href}\"/>"));
        }
        xml.push_str("</url>\n");
    };
    let lists = site_lists::addresses(site);
    for (_, page) in site.index.published().filter(|(_, page)| !page.meta.draft && !lists.contains(&page.address)) {
        let reviewed = page.meta.review.on.map(|date| date.to_string());
        entry(&page.address, reviewed.clone());
        if let Data::Programme(programme) = &page.data {
            for phase in &programme.phases {
                entry(&page.address.child(&phase.id.raw), reviewed.clone());
            }
            entry(&crate::view::programme::booklet_address(page), reviewed);
        }
    }
    for section in
        site.index.nav.sections.values().filter(|section| section.page.is_none() && !lists.contains(&section.address))
    {
        entry(&section.address, None);
    }
    lists.iter().for_each(|address| entry(address, None));
    xml.push_str("</urlset>\n");
    Some(xml)
}

/// The pages of a language that a reader would follow, as RSS 2.0: it has no date that would have to be made up.
fn feed(site: &Site, address: &Address) -> Option<String> {
    let language = site.index.language_of(address);
    let base = site.index.base_url()?;
    let config = &site.index.config;
    let tagline = config.tagline.as_ref().map(|text| site.index.fill(text));
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\">\n<channel>\n",
    );
    xml.push_str(&format!(
        "<title>{}</title>\n<link>{}{}</link>\n",
        escape(&config.name.raw),
        escape(base),
        escape(&site.index.language_root(language).encoded())
    ));
    xml.push_str(&format!("<description>{}</description>\n", escape(tagline.as_deref().unwrap_or(&config.name.raw))));
    xml.push_str(&format!("<language>{}</language>\n", escape(site.index.language_code(language))));
    xml.push_str(&format!(
        "<atom:link href=\"{}{}\" rel=\"self\" type=\"application/rss+xml\"/>\n",
        escape(base),
        escape(&address.encoded())
    ));
    for (_, page) in site.index.published().filter(|(_, page)| page.language == language && is_guidance(page)) {
        let link = format!("{}{}", escape(base), escape(&page.address.encoded()));
        let title = escape(&site.index.fill(&page.meta.title));
        let summary = page.meta.summary.as_ref().map(|summary| escape(&site.index.fill(summary))).unwrap_or_default();
        xml.push_str(&format!(
            "<item><title>{title}</title><link>{link}</link><guid>{link}</guid><description>{summary}</description>"
        ));
        if let Some(on) = page.meta.review.on {
            xml.push_str(&format!("<pubDate>{}</pubDate>", rfc_822(on)));
        }
        xml.push_str("</item>\n");
    }
    xml.push_str("</channel>\n</rss>\n");
    Some(xml)
}

fn is_guidance(page: &Page) -> bool {
    let kind = !matches!(page.data, Data::Reference(_) | Data::Term(_));
    kind && !page.meta.draft && page.path.stem() != "index"
}

/// A date as RSS writes it: `21 Nov 2026 00:00:00 GMT`.
fn rfc_822(date: crate::base::date::Date) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (year, month, day) = date.parts();
    let month = usize::try_from(month - 1).ok().and_then(|place| MONTHS.get(place)).copied().unwrap_or("Jan");
    format!("{day:02} {month} {year:04} 00:00:00 GMT")
}
