/* SHA-256. In: bytes; out: a digest in hexadecimal; with a key, as bytes. */
#include "io/write/sha256.h"

#include "io/write/format.h"

#include <nettle/base64.h>
#include <nettle/hmac.h>
#include <nettle/sha2.h>

_Static_assert(sizeof(struct sha256_ctx) <= sizeof(Sha256), "the state of nettle fits");
_Static_assert(sizeof(struct hmac_sha256_ctx) <= sizeof(Hmac), "the state of nettle fits");
_Static_assert((int)HMAC_BYTES == (int)SHA256_DIGEST_SIZE, "the whole digest");

static struct sha256_ctx *context_of(Sha256 *hash)
{
    return (struct sha256_ctx *)(void *)hash->state;
}

void sha256_begin(Sha256 *hash)
{
    sha256_init(context_of(hash));
}

void sha256_add(Sha256 *hash, Text bytes)
{
    sha256_update(context_of(hash), bytes.length, (const uint8_t *)bytes.at);
}

void sha256_add_field(Sha256 *hash, Text text)
{
    char length[FORMAT_ROOM];
    char *end = format_u64(length, text.length);
    *end++ = ':';
    sha256_add(hash, (Text){length, (size_t)(end - length)});
    sha256_add(hash, text);
}

void sha256_end(Sha256 *hash, char hex[SHA256_HEX])
{
    static const char digits[] = "0123456789abcdef";
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_digest(context_of(hash), sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        hex[2 * i] = digits[digest[i] >> 4];
        hex[2 * i + 1] = digits[digest[i] & 15];
    }
}

Text sha256_of(Arena *arena, Text bytes)
{
    Sha256 hash;
    char *hex = NEW(arena, char, SHA256_HEX + 1);
    sha256_begin(&hash);
    sha256_add(&hash, bytes);
    sha256_end(&hash, hex);
    return (Text){hex, SHA256_HEX};
}

Text sha256_base64(Arena *arena, Text bytes)
{
    Sha256 hash;
    uint8_t digest[SHA256_DIGEST_SIZE];
    size_t length = BASE64_ENCODE_RAW_LENGTH(sizeof digest);
    char *text = NEW(arena, char, length + 1);
    sha256_begin(&hash);
    sha256_add(&hash, bytes);
    sha256_digest(context_of(&hash), sizeof digest, digest);
    base64_encode_raw(text, sizeof digest, digest);
    return (Text){text, length};
}

static struct hmac_sha256_ctx *hmac_context(Hmac *hmac)
{
    return (struct hmac_sha256_ctx *)(void *)hmac->state;
}

void hmac_begin(Hmac *hmac, Text key)
{
    hmac_sha256_set_key(hmac_context(hmac), key.length, (const uint8_t *)key.at);
}

void hmac_of(Hmac *hmac, Text bytes, u8 digest[HMAC_BYTES])
{
    hmac_sha256_update(hmac_context(hmac), bytes.length, (const uint8_t *)bytes.at);
    hmac_sha256_digest(hmac_context(hmac), HMAC_BYTES, digest);
}
