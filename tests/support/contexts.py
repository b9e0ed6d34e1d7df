"""The terms of the Web Annotation context that the edition uses, so that tests need no network.

Written after the JSON-LD context that the *Web Annotation Vocabulary* (W3C Recommendation,
23 February 2017, appendix A) publishes at http://www.w3.org/ns/anno.jsonld;
that document is under the W3C Software and Document License.
Terms that the edition does not use are left out, so a key that is missing here is not expanded,
and the tests see it.
"""

from __future__ import annotations

from typing import Any

OA, DC, DCTERMS = (
    "http://www.w3.org/ns/oa#",
    "http://purl.org/dc/elements/1.1/",
    "http://purl.org/dc/terms/",
)
AS, FOAF = "http://www.w3.org/ns/activitystreams#", "http://xmlns.com/foaf/0.1/"
RDF, RDFS = (
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://www.w3.org/2000/01/rdf-schema#",
)
XSD = "http://www.w3.org/2001/XMLSchema#"


def _link(iri: str, **more: str) -> dict[str, str]:
    return {"@type": "@id", "@id": iri, **more}


TERMS: dict[str, Any] = {
    "id": "@id",
    "type": "@type",
    **{
        name: OA + name
        for name in (
            *("Annotation", "TextualBody", "SpecificResource", "Choice"),
            *("TextQuoteSelector", "TextPositionSelector"),
            *("assessing", "classifying", "commenting", "describing", "editing", "linking"),
            *("tagging", "exact", "prefix", "suffix"),
        )
    },
    "Software": AS + "Application",
    "AnnotationCollection": AS + "OrderedCollection",
    "AnnotationPage": AS + "OrderedCollectionPage",
    "body": _link(OA + "hasBody"),
    "target": _link(OA + "hasTarget"),
    "source": _link(OA + "hasSource"),
    "selector": _link(OA + "hasSelector"),
    "scope": _link(OA + "hasScope"),
    "creator": _link(DCTERMS + "creator"),
    "generator": _link(AS + "generator"),
    "rights": _link(DCTERMS + "rights"),
    "motivation": {"@type": "@vocab", "@id": OA + "motivatedBy"},
    "purpose": {"@type": "@vocab", "@id": OA + "hasPurpose"},
    "items": _link(AS + "items", **{"@container": "@list"}),
    "partOf": _link(AS + "partOf"),
    "first": _link(AS + "first"),
    "format": DC + "format",
    "language": DC + "language",
    "created": {"@id": DCTERMS + "created", "@type": XSD + "dateTime"},
    "modified": {"@id": DCTERMS + "modified", "@type": XSD + "dateTime"},
    "value": RDF + "value",
    "start": {"@id": OA + "start", "@type": XSD + "nonNegativeInteger"},
    "end": {"@id": OA + "end", "@type": XSD + "nonNegativeInteger"},
    "name": FOAF + "name",
    "label": RDFS + "label",
    "total": {"@id": AS + "totalItems", "@type": XSD + "nonNegativeInteger"},
    "startIndex": {"@id": AS + "startIndex", "@type": XSD + "nonNegativeInteger"},
}
ANNOTATION = {"@context": TERMS}
