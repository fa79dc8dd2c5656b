//! The citation style, as CSL 1.0 text: numeric and medical, after the ICMJE recommendations.
//!
//! None of the styles that come with the processor prints what a clinic's page needs: two drop all authors, others
//! print `n.d.`, drop the issue, or set titles in capitals. This one prints six authors and then `et al.`, keeps titles
//! as they are written, puts the title of the whole work in italics, and leaves out what is missing with its
//! punctuation. It prints no number and no link: both are ours. Words such as `editor` come from the locale.

/// The style's source.
pub const STYLE: &str = r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><title>Soleus</title><id>soleus</id><updated>2026-11-21T00:00:00+00:00</updated></info>
  <macro name="editors">
    <names variable="editor">
      <name delimiter=", " delimiter-precedes-et-al="always" et-al-min="7" et-al-use-first="6"/>
      <label prefix=", "/>
    </names>
  </macro>
  <macro name="authors">
    <names variable="author">
      <name delimiter=", " delimiter-precedes-et-al="always" et-al-min="7" et-al-use-first="6"/>
      <substitute><text macro="editors"/></substitute>
    </names>
  </macro>
  <macro name="title">
    <choose>
      <if variable="container-title"><text variable="title"/></if>
      <else-if type="book classic collection dataset motion_picture pamphlet periodical report" match="any">
        <text variable="title" font-style="italic"/>
      </else-if>
      <else-if type="software standard thesis" match="any"><text variable="title" font-style="italic"/></else-if>
      <else><text variable="title"/></else>
    </choose>
  </macro>
  <macro name="container">
    <choose>
      <if variable="container-title-short"><text variable="container-title-short" font-style="italic"/></if>
      <else><text variable="container-title" font-style="italic"/></else>
    </choose>
  </macro>
  <macro name="edition">
    <choose>
      <if is-numeric="edition">
        <group delimiter=" ">
          <number variable="edition" form="ordinal"/>
          <label variable="edition" form="short"/>
        </group>
      </if>
      <else><text variable="edition"/></else>
    </choose>
  </macro>
  <macro name="volume">
    <group delimiter=", ">
      <group delimiter=" "><label variable="volume" form="short"/><text variable="volume"/></group>
      <group delimiter=" "><label variable="issue" form="short"/><text variable="issue"/></group>
    </group>
  </macro>
  <macro name="date">
    <choose>
      <if type="article-journal book chapter entry-dictionary entry-encyclopedia" match="any">
        <date variable="issued"><date-part name="year"/></date>
      </if>
      <else-if type="paper-conference review thesis" match="any">
        <date variable="issued"><date-part name="year"/></date>
      </else-if>
      <else><date variable="issued" form="text"/></else>
    </choose>
  </macro>
  <macro name="published">
    <group delimiter=":">
      <group delimiter="; ">
        <group delimiter=": "><text variable="publisher-place"/><text variable="publisher"/></group>
        <text macro="date"/>
      </group>
      <text variable="page"/>
    </group>
  </macro>
  <macro name="article">
    <group delimiter=" ">
      <text macro="container"/>
      <group delimiter=":">
        <group delimiter=";">
          <text macro="date"/>
          <group><text variable="volume"/><text variable="issue" prefix="(" suffix=")"/></group>
        </group>
        <choose>
          <if variable="page"><text variable="page"/></if>
          <else><text variable="number"/></else>
        </choose>
      </group>
    </group>
  </macro>
  <macro name="part">
    <group delimiter=". ">
      <group delimiter=": ">
        <text term="in" text-case="capitalize-first"/>
        <group delimiter=". "><text macro="editors"/><text macro="container"/></group>
      </group>
      <text macro="edition"/>
      <text macro="volume"/>
      <text macro="published"/>
    </group>
  </macro>
  <macro name="work">
    <group delimiter=". ">
      <text macro="edition"/>
      <text macro="volume"/>
      <group delimiter=" "><text variable="genre"/><text variable="number"/></group>
      <text variable="version"/>
      <text macro="container"/>
      <text macro="published"/>
    </group>
  </macro>
  <citation><layout><text variable="citation-number"/></layout></citation>
  <bibliography>
    <layout suffix=".">
      <group delimiter=". ">
        <text macro="authors"/>
        <text macro="title"/>
        <choose>
          <if type="article-journal article-magazine article-newspaper review" match="any"><text macro="article"/></if>
          <else-if type="chapter entry-dictionary entry-encyclopedia paper-conference" match="any">
            <text macro="part"/>
          </else-if>
          <else><text macro="work"/></else>
        </choose>
      </group>
    </layout>
  </bibliography>
</style>
"#;
