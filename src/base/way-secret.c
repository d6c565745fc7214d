/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys in memory, and keeping others out of it. */

#include "way-secret.h"

#include <sodium.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

struct _WaySecret
{
  gatomicrefcount  count;
  guint8          *bytes;      /* of sodium_malloc() */
};

static WaySecret *
make_secret (void)
{
  WaySecret *self;

  if (sodium_init () < 0)
    g_error ("libsodium cannot be used on this machine");
  self = g_new0 (WaySecret, 1);
  g_atomic_ref_count_init (&self->count);
  self->bytes = sodium_malloc (WAY_SECRET_SIZE);
  if (self->bytes == NULL)
    g_error ("no memory for a key");
  return self;
}

WaySecret *
way_secret_new_random (void)
{
  WaySecret *self = make_secret ();

  randombytes_buf (self->bytes, WAY_SECRET_SIZE);
  sodium_mprotect_readonly (self->bytes);
  return self;
}

WaySecret *
way_secret_new (const guint8 *bytes)
{
  WaySecret *self = make_secret ();

  memcpy (self->bytes, bytes, WAY_SECRET_SIZE);
  sodium_mprotect_readonly (self->bytes);
  return self;
}

WaySecret *
way_secret_derive (WaySecret     *self,
                   const char    *purpose,
                   gconstpointer  bound_to,
                   gsize          size)
{
  WaySecret *derived = make_secret ();
  crypto_generichash_state state;

  crypto_generichash_init (&state, self->bytes, WAY_SECRET_SIZE, WAY_SECRET_SIZE);
  crypto_generichash_update (&state, (const guint8 *) purpose, strlen (purpose) + 1);
  crypto_generichash_update (&state, bound_to, size);
  crypto_generichash_final (&state, derived->bytes, WAY_SECRET_SIZE);
  sodium_memzero (&state, sizeof state);
  sodium_mprotect_readonly (derived->bytes);
  return derived;
}

const guint8 *
way_secret_bytes (WaySecret *self)
{
  return self->bytes;
}

WaySecret *
way_secret_ref (WaySecret *self)
{
  g_atomic_ref_count_inc (&self->count);
  return self;
}

void
way_secret_unref (WaySecret *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->count))
    return;
  sodium_free (self->bytes);      /* wipes */
  g_free (self);
}

void
way_secret_free_text (char *text)
{
  if (text == NULL)
    return;
  sodium_memzero (text, strlen (text));
  g_free (text);
}

void
way_secret_harden (void)
{
#ifndef __SANITIZE_ADDRESS__
  static const struct rlimit none = { 0, 0 };

  setrlimit (RLIMIT_CORE, &none);

  /* Portals ask the kernel whose the program is that calls them: in a sandbox it
   * must be able to tell them, and is shut off from others as it is. */
  if (!g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS))
    prctl (PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}
