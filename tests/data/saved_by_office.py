"""A form as Word and as WPS save it: their parts, marks and namespaces around the same words.

Written after what both are known to write (ISO/IEC 29500, [MS-DOCX], [MS-OI29500]; WPS 12.1's own
namespace and variables); no Word and no WPS ran. Nothing in it acts.
"""

import io
import zipfile
from collections.abc import Mapping

import docx

from tests.data.pictures import png

OFFICE = "http://schemas.openxmlformats.org"
KIND = f"{OFFICE}/officeDocument/2006/relationships"
MS = "http://schemas.microsoft.com/office"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SPACES = (
    f'xmlns:w="{OFFICE}/wordprocessingml/2006/main" xmlns:r="{KIND}" '
    f'xmlns:mc="{OFFICE}/markup-compatibility/2006" xmlns:wp="{OFFICE}/drawingml/2006/'
    f'wordprocessingDrawing" xmlns:a="{OFFICE}/drawingml/2006/main" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:w10="urn:schemas-microsoft-com:office:word" '
    f'xmlns:w14="{MS}/word/2010/wordml" xmlns:w15="{MS}/word/2012/wordml" '
    f'xmlns:w16cid="{MS}/word/2016/wordml/cid" xmlns:w16du="{MS}/word/2023/wordml/word16du" '
    f'xmlns:wps="{MS}/word/2010/wordprocessingShape" '
    f'xmlns:wp14="{MS}/word/2010/wordprocessingDrawing" '
    f'xmlns:m="{OFFICE}/officeDocument/2006/math" '
    'xmlns:wpsCustomData="http://www.wps.cn/officeDocument/2013/wpsCustomData" '
    'mc:Ignorable="w14 w15 w16cid w16du wp14"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def _run(text: str) -> str:
    return (
        '<w:r w:rsidR="00A77427" w:rsidRPr="005F0F6E"><w:rPr><w:rFonts w:hint="eastAsia"/>'
        f'<w:lang w:eastAsia="zh-CN"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
    )


def _field(instruction: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> '
        f'{instruction} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{_run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


_BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
    '<wp:anchor distT="0" distB="0" distL="114300" distR="114300" simplePos="0" '
    'relativeHeight="251659264" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1" '
    'wp14:anchorId="5A2B3C4D" wp14:editId="12345678"><wp:simplePos x="0" y="0"/>'
    '<wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
    '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
    '<wp:extent cx="914400" cy="304800"/><wp:wrapNone/><wp:docPr id="2" name="文本框 2">'
    '<a:hlinkClick r:id="rIdPage"/></wp:docPr><wp:cNvGraphicFramePr/>'
    f'<a:graphic><a:graphicData uri="{MS}/word/2010/wordprocessingShape"><wps:wsp>'
    '<wps:cNvSpPr txBox="1"/><wps:spPr/><wps:txbx><w:txbxContent><w:p w14:paraId="0A0B0C0D">'
    f"{_run('机密')}</w:p></w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData>"
    '</a:graphic><wp14:sizeRelH relativeFrom="margin"><wp14:pctWidth>0</wp14:pctWidth>'
    "</wp14:sizeRelH></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict>"
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
    '<v:shape id="文本框 2" o:spid="_x0000_s1026" type="#_x0000_t202" '
    'href="https://example.org/" style="position:absolute" o:gfxdata="UEsDBBQABgAI"><v:textbox>'
    f"<w:txbxContent><w:p>{_run('机密')}</w:p></w:txbxContent></v:textbox><w10:wrap/></v:shape>"
    "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)

_TOC, _PAGE = r'TOC \o "1-3" \h \z \u', r"PAGEREF _Toc1 \h"
_LINK, _DATE = r'HYPERLINK \l "_Toc1"', r'DATE \@ "yyyy年M月d日" \* MERGEFORMAT'
_BODY = (
    '<w:p w14:paraId="1A2B3C4D" w14:textId="77777777" w:rsidR="00A77427" w:rsidRDefault="00C1">'
    '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>'
    f'<w:proofErr w:type="spellStart"/>{_run("共：{")}{_run("{ 机")}<w:proofErr w:type="spellEnd"/>'
    f'<w:proofErr w:type="gramStart"/>{_run("构 }")}{_run("}")}<w:proofErr w:type="gramEnd"/></w:p>'
    f'<w:p w14:paraId="1A2B3C4E"><w:commentRangeStart w:id="0"/>{_run("{{ 地点 }}")}'
    '<w:commentRangeEnd w:id="0"/><w:r><w:rPr><w:rStyle w:val="a3"/></w:rPr>'
    '<w:commentReference w:id="0"/></w:r></w:p>'
    f"<w:p>{_BOX}</w:p>"
    '<w:sdt><w:sdtPr><w:alias w:val="日期"/><w:tag w:val="date"/><w:id w:val="-1"/>'
    f"<w:dataBinding w:prefixMappings=\"xmlns:ns0='{MS}/2006/coverPageProps'\" "
    'w:xpath="/ns0:CoverPageProperties[1]/ns0:PublishDate[1]" '
    'w:storeItemID="{55AF091B-3C7A-41E3-B477-F2FDAA23CFDA}"/><w:date><w:dateFormat w:val="yyyy"/>'
    '<w:lid w:val="zh-CN"/><w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/>'
    f'</w:date><w15:appearance w15:val="hidden"/></w:sdtPr><w:sdtContent><w:p>{_run("某日")}</w:p>'
    "</w:sdtContent></w:sdt>"
    f"<w:p>{_field(_TOC, '目录')}</w:p>"
    f'<w:p><w:hyperlink r:id="rIdPage" w:history="1" w:tooltip="网页">{_run("网页")}</w:hyperlink>'
    f'<w:hyperlink w:anchor="_Toc1">{_run("见上")}</w:hyperlink>'
    f"{_field(_LINK, '见')}{_field(_PAGE, '1')}"
    f"{_field(_DATE, '今日')}</w:p>"
    f'<w:p><w:ins w:id="7" w:author="某人" w:date="2026-01-01T00:00:00Z">{_run("增")}</w:ins>'
    '<w:moveFromRangeStart w:id="8" w:author="某人" w:name="move1"/><w:moveFromRangeEnd w:id="8"/>'
    '<w:permStart w:id="9" w:edGrp="everyone"/><w:permEnd w:id="9"/>'
    "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></w:p>"
)

_SETTINGS = (
    '<w:zoom w:percent="100"/><w:embedTrueTypeFonts/><w:saveSubsetFonts/>'
    '<w:proofState w:spelling="clean" w:grammar="clean"/><w:stylePaneFormatFilter w:val="3F01"/>'
    '<w:rsids><w:rsidRoot w:val="00A77427"/><w:rsid w:val="00C10001"/></w:rsids>'
    '<m:mathPr><m:mathFont m:val="Cambria Math"/></m:mathPr>'
    '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
    '<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:hyperlink="hyperlink"/>'
    '<w:docVars><w:docVar w:name="commondata" w:val="eyJoZGlkIjoiMDAifQ=="/>'
    '<w:docVar w:name="KSO_WPS_MARK_KEY" w:val="00000000-0000-0000-0000-000000000000"/></w:docVars>'
    '<w:shapeDefaults><o:shapedefaults v:ext="edit" spidmax="1026"/><o:shapelayout v:ext="edit">'
    '<o:idmap v:ext="edit" data="1"/></o:shapelayout></w:shapeDefaults>'
    '<w14:docId w14:val="6F1E2D3C"/><w15:chartTrackingRefBased/>'
    '<w15:docId w15:val="{0A0B0C0D-0000-4000-8000-000000000000}"/>'
)

_CUSTOM = (
    f'<Properties xmlns="{OFFICE}/officeDocument/2006/custom-properties" '
    f'xmlns:vt="{OFFICE}/officeDocument/2006/docPropsVTypes">'
    '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="KSOProductBuildVer">'
    "<vt:lpwstr>2052-12.1.0.16120</vt:lpwstr></property>"
    '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="3" name="ICV">'
    "<vt:lpwstr>0123456789ABCDEF</vt:lpwstr></property></Properties>"
)
_BIBLIOGRAPHY = (
    f'<b:Sources xmlns:b="{OFFICE}/officeDocument/2006/bibliography" '
    'SelectedStyle="\\APASixthEditionOfficeOnline.xsl" StyleName="APA" Version="6"/>'
)
_WPS_DATA = (
    '<s:customData xmlns="http://www.wps.cn/officeDocument/2013/wpsCustomData" '
    'xmlns:s="http://www.wps.cn/officeDocument/2013/wpsCustomData"><customSectProps>'
    '<customSectPr/></customSectProps><customShpExts><customShpInfo spid="_x0000_s1026"/>'
    "</customShpExts></s:customData>"
)
_THEME = (
    f'<a:theme xmlns:a="{OFFICE}/drawingml/2006/main" name="Office 主题"><a:themeElements>'
    '<a:clrScheme name="Office"><a:hlink><a:srgbClr val="0563C1"/></a:hlink></a:clrScheme>'
    '<a:fontScheme name="Office"><a:majorFont><a:latin typeface="Calibri"/>'
    '<a:font script="Hans" typeface="等线 Light"/></a:majorFont></a:fontScheme></a:themeElements>'
    f'<a:extLst><a:ext uri="{{05A4C25C}}"><thm15:themeFamily xmlns:thm15="{MS}/thememl/2012/main" '
    'name="Office Theme" id="{62F939B6}" vid="{4A3C46E8}"/></a:ext></a:extLst></a:theme>'
)
_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'viewBox="0 0 9 9"><defs><path id="a" d="M0 0h9v9z"/></defs><use xlink:href="#a"/>'
    '<image xlink:href="data:image/png;base64,iVBORw0KGgo=" width="1" height="1"/></svg>'
)


def _part(name: str, inside: str, kind: str = "") -> tuple[str, bytes]:
    return name, f"{HEAD}<w:{kind} {SPACES}>{inside}</w:{kind}>".encode()


def _relations(**links: tuple[str, str]) -> bytes:
    told = "".join(
        f'<Relationship Id="{id}" Type="{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if "://" in target else "/>")
        for id, (kind, target) in links.items()
    )
    space = f"{OFFICE}/package/2006/relationships"
    return f'{HEAD}<Relationships xmlns="{space}">{told}</Relationships>'.encode()


def _parts_of_word() -> dict[str, tuple[bytes, str, str]]:
    """Parts that both write: their content, their kind, and how the document leads there."""
    comment = (
        '<w:comment w:id="0" w:author="某人" w:date="2026-01-01T00:00:00Z" w:initials="某">'
        f'<w:p w14:paraId="2A2B3C4D"><w:r><w:annotationRef/></w:r>{_run("对吗")}</w:p></w:comment>'
    )
    own = "application/vnd.openxmlformats-officedocument"
    return {
        "word/comments.xml": (_part("", comment, "comments")[1], f"{WORD}.comments+xml",
                              f"{KIND}/comments"),
        "word/commentsExtended.xml": (
            f'<w15:commentsEx {SPACES}><w15:commentEx w15:paraId="2A2B3C4D" w15:done="0"/>'
            "</w15:commentsEx>".encode(), f"{WORD}.commentsExtended+xml",
            f"{MS}/2011/relationships/commentsExtended"),
        "word/people.xml": (
            f'<w15:people {SPACES}><w15:person w15:author="某人"><w15:presenceInfo '
            'w15:providerId="WPS Office" w15:userId="1234567890"/></w15:person></w15:people>'
            .encode(), f"{WORD}.people+xml", f"{MS}/2011/relationships/people"),
        "word/webSettings.xml": (
            _part("", "<w:optimizeForBrowser/><w:allowPNG/>", "webSettings")[1],
            f"{WORD}.webSettings+xml", f"{KIND}/webSettings"),
        "word/footnotes.xml": (
            _part("", '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r>'
                  "</w:p></w:footnote>", "footnotes")[1], f"{WORD}.footnotes+xml",
            f"{KIND}/footnotes"),
        "word/customizations.xml": (
            b'<wne:tcg xmlns:wne="http://schemas.microsoft.com/office/word/2006/wordml"/>',
            "application/vnd.ms-word.keyMapCustomizations+xml",
            f"{MS}/2006/relationships/keyMapCustomizations"),
        "word/glossary/document.xml": (
            _part("", '<w:docParts><w:docPart><w:docPartPr><w:name w:val="占位"/></w:docPartPr>'
                  f"<w:docPartBody><w:p>{_run('单击此处')}</w:p></w:docPartBody></w:docPart>"
                  "</w:docParts>", "glossaryDocument")[1], f"{WORD}.document.glossary+xml",
            f"{KIND}/glossaryDocument"),
        "customXml/item1.xml": (_BIBLIOGRAPHY.encode(), "", f"{KIND}/customXml"),
        "customXml/itemProps1.xml": (
            '<ds:datastoreItem ds:itemID="{0A0B}" '
            f'xmlns:ds="{OFFICE}/officeDocument/2006/customXml">'
            f'<ds:schemaRefs><ds:schemaRef ds:uri="{OFFICE}/officeDocument/2006/bibliography"/>'
            "</ds:schemaRefs></ds:datastoreItem>".encode(), f"{own}.customXmlProperties+xml", ""),
        "customXml/item2.xml": (_WPS_DATA.encode(), "", f"{KIND}/customXml"),
        "word/media/image1.svg": (_SVG.encode(), "", f"{KIND}/image"),
        "word/media/image2.png": (png(), "", f"{KIND}/image"),
        "word/media/image3.emf": (b"\1\0\0\0EMF", "", f"{KIND}/image"),
        "word/theme/theme1.xml": (_THEME.encode(), f"{own}.theme+xml", f"{KIND}/theme"),
    }  # fmt: skip


_ALONE: Mapping[str, tuple[bytes, str]] = {
    "docProps/custom.xml": (
        _CUSTOM.encode(), "application/vnd.openxmlformats-officedocument.custom-properties+xml"),
    "docProps/thumbnail.jpeg": (b"\xff\xd8\xff\xe0", ""),
    "docMetadata/LabelInfo.xml": (
        b'<clbl:labelList xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabelMetadata"/>',
        "application/vnd.ms-office.classificationlabels+xml"),
    "word/fonts/font1.odttf": (b"\0\1\2\3", ""),
    "word/_rels/fontTable.xml.rels": (_relations(rId1=(f"{KIND}/font", "fonts/font1.odttf")), ""),
    "customXml/_rels/item1.xml.rels": (
        _relations(rId1=(f"{KIND}/customXmlProps", "itemProps1.xml")), ""),
    "word/glossary/_rels/document.xml.rels": (
        _relations(rId1=(f"{KIND}/settings", "settings.xml")), ""),
    "word/glossary/settings.xml": (_part("", "", "settings")[1], f"{WORD}.settings+xml"),
    "word/printerSettings/printerSettings1.bin": (b"\0\0DEVMODE", ""),
}  # fmt: skip
_BESIDE = (
    f'<Relationship Id="rIdCustom" Type="{KIND}/custom-properties" Target="docProps/custom.xml"/>'
    f'<Relationship Id="rIdLabels" Type="{MS}/2020/02/relationships/classificationlabels" '
    'Target="docMetadata/LabelInfo.xml"/>'
)
_ENDINGS = {
    "png": "image/png", "jpeg": "image/jpeg", "emf": "image/x-emf", "svg": "image/svg+xml",
    "odttf": "application/vnd.openxmlformats-officedocument.obfuscatedFont",
    "bin": f"{WORD}.printerSettings",
}  # fmt: skip


def saved() -> bytes:
    """The form; its fields are 机构, torn into runs, and 地点, under a comment."""
    plain = io.BytesIO()
    docx.Document().save(plain)
    word = _parts_of_word()
    made = io.BytesIO()
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for entry in source.infolist():
            content = source.read(entry).decode("utf-8", "surrogateescape")
            if entry.filename == "[Content_Types].xml":
                told = "".join(
                    f'<Override PartName="/{name}" ContentType="{kind}"/>'
                    for name, kind in [*((n, k) for n, (_c, k, _l) in word.items()),
                                       *((n, k) for n, (_c, k) in _ALONE.items())]
                    if kind and f"/{name}" not in content
                )  # fmt: skip
                told += "".join(
                    f'<Default Extension="{ending}" ContentType="{kind}"/>'
                    for ending, kind in _ENDINGS.items() if f'"{ending}"' not in content
                )  # fmt: skip
                content = content.replace("</Types>", f"{told}</Types>")
            elif entry.filename == "word/_rels/document.xml.rels":
                links = {
                    f"rIdOf{number}": (kind, f"/{name}")
                    for number, (name, (_c, _k, kind)) in enumerate(word.items()) if kind
                }  # fmt: skip
                links["rIdPage"] = (f"{KIND}/hyperlink", "https://example.org/")
                own = _relations(**links).decode()
                inside = own.partition('/relationships">')[2].removesuffix("</Relationships>")
                content = content.replace("</Relationships>", f"{inside}</Relationships>")
            elif entry.filename == "_rels/.rels":
                content = content.replace("</Relationships>", f"{_BESIDE}</Relationships>")
            elif entry.filename == "word/settings.xml":
                content = _part("", _SETTINGS, "settings")[1].decode()
            elif entry.filename == "word/document.xml":
                ends = content.index("<w:sectPr")
                content = f"{HEAD}<w:document {SPACES}><w:body>{_BODY}{content[ends:]}"
            if entry.filename not in word and entry.filename not in _ALONE:
                out.writestr(entry.filename, content.encode("utf-8", "surrogateescape"))
        for name, (content_, *_rest) in [*word.items(), *_ALONE.items()]:
            out.writestr(name, content_)
    return made.getvalue()
