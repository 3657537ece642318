// Which instruction disturbs whom: one warp group multiplies while others execute one kind of instruction.
#pragma once
#include "softmax.cuh"

// ---- the machine `mix`: the matrix part beside one kind of instruction ----
enum Kind { K_FFMA, K_FADD, K_FMAX, K_EX2, K_SHFL, K_LDS, K_STS, KINDS };
static const char* KIND_NAME[] = {"ffma", "fadd", "fmax", "ex2", "shfl", "lds128", "sts128"};

template <int N, int E, int NV, int MK, int KIND>
__global__ void __launch_bounds__(128 * (1 + NV), 1) mix_kernel(Args a) {
  extern __shared__ __align__(1024) unsigned char sm[];
  constexpr int QT = 64 * E * 2, KB = N * E * 2, NT = 128 * (1 + NV);
  const int tid = threadIdx.x, lane = tid & 31, warp = __shfl_sync(~0u, tid >> 5, 0), wg = warp >> 2;
  for (int i = tid; i < 4 * QT / 16; i += NT) ((uint4*)sm)[i] = a.q[i];
  for (int i = tid; i < KB / 16; i += NT) ((uint4*)(sm + 4 * QT))[i] = a.k[i];
  for (int i = tid; i < KB / 16; i += NT) ((uint4*)(sm + 4 * QT + KB))[i] = a.v[i];
  asm volatile("fence.proxy.async.shared::cta;" ::: "memory");
  const uint32_t base = (uint32_t)__cvta_generic_to_shared(sm);
  if (wg == 0) {
    const uint64_t dq = make_desc(base, 1024, 128), dk = make_desc(base + 4 * QT, 16 * N, 128), dv = make_desc(base + 4 * QT + KB, 128, 16 * N);
    float s[N / 2], o[E / 2];
    uint32_t p[N / 4];
#pragma unroll
    for (int i = 0; i < E / 2; ++i) o[i] = 0;
#pragma unroll
    for (int i = 0; i < N / 2; ++i) s[i] = 0;
#pragma unroll
    for (int i = 0; i < N / 4; ++i) p[i] = 0x20002000u;
    for (int rep = 0; rep < a.reps; ++rep) {
      pin(o); pin(s); pin(p);
      __syncthreads();
      __syncthreads();  // a barrier blocks a little later than the next clock read: two
      long long t0 = now();
#pragma unroll 1
      for (int i = 0; i < a.nb; ++i) {
        pin(o); pin(s); pin(p);
        wg_arrive();
        if constexpr (MK != M_S) {
#pragma unroll
          for (int k = 0; k < N / 16; ++k) mma_rs<E>(o, p + 4 * k, dv + k * 16, 1);
          wg_commit();
        }
        if constexpr (MK != M_O) {
#pragma unroll
          for (int k = 0; k < E / 16; ++k) mma_ss<N, 0>(s, dq + (i & 3) * (QT / 16) + k * 128, dk + k * 2 * N, k != 0);
          wg_commit();
        }
        wg_wait();
        pin(o); pin(s);
        if (a.other == -7) {
#pragma unroll
          for (int j = 0; j < N / 2; ++j) a.out[j * NT + tid] = s[j];
        }
      }
      long long t1 = now();
      if (lane == 0) {
        long long* t = a.t + (((long long)blockIdx.x * a.reps + rep) * (NT / 32) + warp) * 2;
        t[0] = t0; t[1] = t1;
      }
    }
    float z = 0;
#pragma unroll
    for (int i = 0; i < E / 2; ++i) z += o[i];
#pragma unroll
    for (int i = 0; i < N / 2; ++i) z += s[i];
    if (z == 1.2345e33f) a.out[0] = z;
  } else {
    float x[32];
#pragma unroll
    for (int i = 0; i < 32; ++i) x[i] = 1.0f + 0.001f * (i + lane);
    const float f = a.c, g = a.c * 0.5f;
    const uint32_t ad = base + 4 * QT + 2 * KB + (tid - 128) * 16;
    for (int rep = 0; rep < a.reps; ++rep) {
      pin(x);
      __syncthreads();
      __syncthreads();  // a barrier blocks a little later than the next clock read: two
      long long t0 = now();
#pragma unroll 1
      for (int i = 0; i < a.vrep; ++i) {
#pragma unroll
        for (int u = 0; u < 8; ++u) {
#pragma unroll
          for (int j = 0; j < 32; ++j) {
            if constexpr (KIND == K_FFMA) x[j] = fmaf(x[j], f, g);
            if constexpr (KIND == K_FADD) x[j] = x[j] + f;
            if constexpr (KIND == K_FMAX) x[j] = fmaxf(x[j], x[(j + 5) & 31]);
            if constexpr (KIND == K_EX2) x[j] = ex2(x[j]);
            if constexpr (KIND == K_SHFL) x[j] = __shfl_xor_sync(~0u, x[j], 1);
            if constexpr (KIND == K_LDS) {
              if (j % 4 == 0) asm volatile("ld.volatile.shared.v4.f32 {%0,%1,%2,%3}, [%4];" : "=f"(x[j]), "=f"(x[j + 1]), "=f"(x[j + 2]), "=f"(x[j + 3]) : "r"(ad + (j & 4) * 512));
            }
            if constexpr (KIND == K_STS) {
              if (j % 4 == 0) asm volatile("st.shared.v4.f32 [%4], {%0,%1,%2,%3};" :: "f"(x[j]), "f"(x[j + 1]), "f"(x[j + 2]), "f"(x[j + 3]), "r"(ad + (j & 4) * 512) : "memory");
            }
          }
          pin(x);
        }
      }
      long long t1 = now();
      if (lane == 0) {
        long long* t = a.t + (((long long)blockIdx.x * a.reps + rep) * (NT / 32) + warp) * 2;
        t[0] = t0; t[1] = t1;
      }
    }
    float z = 0;
#pragma unroll
    for (int i = 0; i < 32; ++i) z += x[i];
    if (z == 1.2345e33f) a.out[0] = z;
  }
}
