// Eight threads that use the same keys, and make their own.
#include "support.h"

#include "check.h"

#include <openssl/rand.h>
#include <pthread.h>
#include <string.h>

#define THREADS 8
#define ROUNDS 12

static EVP_PKEY *shared[KINDS];
static unsigned char shared_signature[KINDS][128];
static size_t shared_size[KINDS];

static void *work(void *argument) {
    int *good = argument;
    unsigned char message[5000], signature[128];
    RAND_bytes(message, sizeof message);
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < KINDS; i++) {
            *good &= verify_message(shared[i], "shared", 6, shared_signature[i], shared_size[i]);
            const size_t length = (size_t)(round * 311 + i);
            const size_t size = sign_message(shared[i], message, length, signature);
            *good &= size > 0 && verify_message(shared[i], message, length, signature, size);
            signature[3] ^= 4;
            *good &= !verify_message(shared[i], message, length, signature, size);

            EVP_MD *md = EVP_MD_fetch(NULL, kinds[i].digest, NULL);
            EVP_MD_CTX *context = EVP_MD_CTX_new(), *copy = EVP_MD_CTX_new();
            unsigned char first[64], second[64];
            unsigned size1 = 0;
            EVP_DigestInit_ex2(context, md, NULL);
            EVP_DigestUpdate(context, message, length);
            EVP_MD_CTX_copy_ex(copy, context);
            EVP_DigestFinal_ex(context, first, &size1);
            EVP_DigestFinal_ex(copy, second, &size1);
            *good &= memcmp(first, second, size1) == 0;
            EVP_MD_CTX_free(context);
            EVP_MD_CTX_free(copy);
            EVP_MD_free(md);
        }
        EVP_PKEY *own = generate(&kinds[round % KINDS]);
        const size_t size = own != NULL ? sign_message(own, message, 100, signature) : 0;
        *good &= size > 0 && verify_message(own, message, 100, signature, size);
        EVP_PKEY_free(own);
    }
    return NULL;
}

void test_threads(void) {
    pthread_t threads[THREADS];
    int good[THREADS];
    for (int i = 0; i < KINDS; i++) {
        shared[i] = generate(&kinds[i]);
        shared_size[i] = sign_message(shared[i], "shared", 6, shared_signature[i]);
    }
    for (int i = 0; i < THREADS; i++) {
        good[i] = 1;
        if (!CHECK(pthread_create(&threads[i], NULL, work, &good[i]) == 0, "thread %d", i)) {
            return;
        }
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        CHECK(good[i], "thread %d saw what it should", i);
    }
    for (int i = 0; i < KINDS; i++) {
        EVP_PKEY_free(shared[i]);
    }
}
