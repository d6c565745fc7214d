/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Secret Service of the desktop, by libsecret. */
#include "way-keyring.h"

#include <glib/gi18n.h>
#include <libsecret/secret.h>
#include <sodium.h>
#include <string.h>

#define TEXT_SIZE (2 * WAY_SECRET_SIZE + 1)

G_DEFINE_QUARK (way-keyring-error-quark, way_keyring_error)

static const SecretSchema schema = {
  "org.waymark.Waymark.Key", SECRET_SCHEMA_NONE,
  { { "vault", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

/* What it says is for the log; that somebody cancelled stays as it is. */
static void
pass_on (GError  *cause,
         GError **error)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, cause);
      return;
    }
  g_set_error (error, WAY_KEYRING_ERROR, WAY_KEYRING_ERROR_FAILED, "the keyring: %s",
               cause->message);
  g_error_free (cause);
}

gboolean
way_keyring_keep (const WayId   *vault,
                  WaySecret     *key,
                  const char    *name,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autofree char *id = way_id_to_string (vault);
  /* Translators: what the keyring calls the key of a file; %s is the file's name. */
  g_autofree char *label = g_strdup_printf (_("Key of %s (Waymark)"), name);
  char text[TEXT_SIZE];
  GError *cause = NULL;

  sodium_bin2hex (text, TEXT_SIZE, way_secret_bytes (key), WAY_SECRET_SIZE);
  secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, label, text, cancellable, &cause,
                              "vault", id, NULL);
  sodium_memzero (text, sizeof text);
  if (cause == NULL)
    return TRUE;
  pass_on (cause, error);
  return FALSE;
}

static WaySecret *
parse_key (const char  *text,
           GError     **error)
{
  guint8 bytes[WAY_SECRET_SIZE];
  WaySecret *key = NULL;
  gsize size;

  if (sodium_hex2bin (bytes, sizeof bytes, text, strlen (text), NULL, &size, NULL) == 0 &&
      size == sizeof bytes)
    key = way_secret_new (bytes);
  else
    g_set_error_literal (error, WAY_KEYRING_ERROR, WAY_KEYRING_ERROR_FAILED,
                         "the keyring: what it keeps is no key");
  sodium_memzero (bytes, sizeof bytes);
  return key;
}

WaySecret *
way_keyring_find (const WayId   *vault,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autofree char *id = way_id_to_string (vault);
  GError *cause = NULL;
  char *text = secret_password_lookup_nonpageable_sync (&schema, cancellable, &cause, "vault", id,
                                                        NULL);
  WaySecret *key;

  if (cause != NULL)
    pass_on (cause, error);
  if (text == NULL)
    return NULL;
  key = parse_key (text, error);
  secret_password_free (text);
  return key;
}

gboolean
way_keyring_forget (const WayId   *vault,
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_autofree char *id = way_id_to_string (vault);
  GError *cause = NULL;

  secret_password_clear_sync (&schema, cancellable, &cause, "vault", id, NULL);
  if (cause == NULL)
    return TRUE;
  pass_on (cause, error);
  return FALSE;
}
