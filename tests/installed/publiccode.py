"""Goal: publiccode.yml is what the standard of public code asks (version 0.4), and true.

    python3 publiccode.py ROOT

Prints TAP. The lists of words are those of the standard that this file uses, or may come to use.
"""
import datetime
import re
import sys

try:
    import yaml
except ImportError:
    print("1..0 # SKIP no python3-yaml")
    sys.exit(0)

root = sys.argv[1]
number = failures = 0


def check(name, faults):
    global number, failures
    number += 1
    failures += bool(faults)
    print(f"{'not ok' if faults else 'ok'} {number} - {name}")
    for fault in faults:
        print(f"# {fault}")


class Loader(yaml.SafeLoader):
    """A key that is given twice is a fault, which YAML says and PyYAML does not."""

    def construct_mapping(self, node, deep=False):
        keys = [self.construct_object(key, deep) for key, _ in node.value]
        if len(keys) != len(set(keys)):
            raise yaml.constructor.ConstructorError(None, None, "a key stands twice", node.start_mark)
        return super().construct_mapping(node, deep)


STATUSES = {"concept", "development", "beta", "stable", "obsolete"}
TYPES = {"standalone/mobile", "standalone/iot", "standalone/desktop", "standalone/web",
         "standalone/backend", "standalone/other", "addon", "library", "configurationFiles"}
CATEGORIES = {"accounting", "billing-and-invoicing", "budgeting", "business-intelligence",
              "data-analytics", "financial-reporting", "procurement"}
SCOPES = {"education", "finance-and-economic-development", "healthcare", "local-authorities", "society",
          "welfare"}
OPTIONAL = {"applicationSuite", "landingURL", "isBasedOn", "softwareVersion", "releaseDate", "logo",
            "usedBy", "roadmap", "fundedBy", "intendedAudience",
            "dependsOn"}
REQUIRED = {"publiccodeYmlVersion": str, "name": str, "url": str, "platforms": list,
            "categories": list, "developmentStatus": str, "softwareType": str, "description": dict,
            "legal": dict, "maintenance": dict, "localisation": dict}


def read(path):
    with open(f"{root}/{path}", encoding="utf-8") as file:
        return file.read()


def keys(data):
    for key, kind in REQUIRED.items():
        if not isinstance(data.get(key), kind) or not data[key]:
            yield f"{key} is required: {kind.__name__}"
    for key in data.keys() - REQUIRED.keys() - OPTIONAL:
        yield f"{key} is no key of the standard"


def words(data):
    for key, known in (("developmentStatus", STATUSES), ("softwareType", TYPES)):
        if data[key] not in known:
            yield f"{key}: {data[key]}"
    yield from (f"categories: {word}" for word in data["categories"] if word not in CATEGORIES)
    audience = data.get("intendedAudience", {})
    yield from (f"scope: {word}" for word in audience.get("scope", []) if word not in SCOPES)
    for word in audience.get("countries", []):
        if not re.fullmatch("[a-z][a-z]", word):
            yield f"countries: {word}"
    if not re.fullmatch(r"https://\S+", data["url"]):
        yield f"url: {data['url']}"


def descriptions(data):
    for language, text in data["description"].items():
        if not re.fullmatch("[a-z]{2}", language):
            yield f"description: {language}"
        if not 0 < len(text.get("shortDescription", "")) <= 150:
            yield f"{language}: shortDescription has {len(text['shortDescription'])} characters"
        if not 150 <= len(text.get("longDescription", "")) <= 10000:
            yield f"{language}: longDescription has {len(text['longDescription'])} characters"
        if not text.get("features"):
            yield f"{language}: features"
        yield from (f"{language}: too long: {feature}" for feature in text["features"]
                    if len(feature) > 100)


def people(data):
    maintenance = data["maintenance"]
    wants = {"internal": "contacts", "community": "contacts", "contract": "contractors", "none": None}
    if maintenance.get("type") not in wants:
        yield f"maintenance: {maintenance.get('type')}"
        return
    needed = wants[maintenance["type"]]
    if needed and not all(one.get("name") for one in maintenance.get(needed) or [{}]):
        yield f"maintenance: {needed} with a name"
    yield from (f"maintenance: {key}" for key in maintenance.keys() - {"type", needed})


def truth(data):
    version = re.search(r"version: '([^']*)'", read("meson.build")).group(1)
    if data["softwareVersion"] != version:
        yield f"softwareVersion {data['softwareVersion']}: meson.build has {version}"
    package = re.search(r"^verreken \((\S+)\)", read("debian/changelog")).group(1)
    if package != version:
        yield f"debian/changelog has {package}"
    day = re.search(r"^ -- .*  \w+, (\d+ \w+ \d+) ", read("debian/changelog"), re.M).group(1)
    if datetime.datetime.strptime(day, "%d %b %Y").date().isoformat() != data["releaseDate"]:
        yield f"releaseDate {data['releaseDate']}: debian/changelog has {day}"
    if f"license: '{data['legal']['license']}'" not in read("meson.build"):
        yield f"license {data['legal']['license']}: meson.build has another"
    if data["localisation"]["availableLanguages"] != ["en", "nl"]:
        yield "the program speaks en and nl"


try:
    content = yaml.load(read("publiccode.yml"), Loader)
    check("it is YAML, each key once", [])
except yaml.YAMLError as error:
    check("it is YAML, each key once", str(error).splitlines())
    content = None
if content:
    for name, faults in (("the keys that the standard asks, and no others", keys),
                         ("the words that the standard has", words),
                         ("descriptions of the length that it asks", descriptions),
                         ("who maintains it", people),
                         ("version, day, licence and languages are those of the project", truth)):
        check(name, list(faults(content)))
print(f"1..{number}")
sys.exit(bool(failures))
